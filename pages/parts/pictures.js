/* The image of a chart to take home: drawn by Plotly in this browser, always on white and at one width,
   under a heading that says what, when, from where, and whether the figures are fictitious. */
(() => {
  const INK = "#1c272b";
  const GRID = "#d9d5cc";
  const FAMILY = "Arial, Helvetica, 'Liberation Sans', sans-serif"; // an image carries no font of its own
  const WIDER = 1.15; // than the font on screen, in which the margins were measured
  const EDGE = 16;
  const SHEET = 688; // pixels between the margins of an A4 sheet
  const TEXT_ON_PAPER = 10;
  const SCALE = { png: 2, svg: 1 };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".stHtml button[data-chart]");
    if (button) download(button.dataset);
  });

  // A drawing without a view box is cut on paper instead of shrinking with it; its words keep their size.
  window.addEventListener("beforeprint", () => {
    for (const drawing of document.querySelectorAll(".js-plotly-plot .main-svg")) {
      const [width, height] = ["width", "height"].map((side) => parseFloat(drawing.getAttribute(side)));
      drawing.setAttribute("viewBox", `${-EDGE} 0 ${width + EDGE} ${height}`);
      drawing.style.setProperty("--size-on-paper", `${(TEXT_ON_PAPER * width) / SHEET}px`);
    }
  });
  window.addEventListener("afterprint", () => {
    for (const drawing of document.querySelectorAll(".js-plotly-plot .main-svg")) drawing.removeAttribute("viewBox");
  });

  function download({ chart, format, file, width, heading, headingHeight }) {
    const drawn = document.querySelector(`.st-key-${CSS.escape(chart)} .js-plotly-plot`);
    const capture = drawn?.querySelector(".modebar-btn");
    if (!capture) return;
    const onScreen = drawn.layout;
    const height = onScreen.height + Number(headingHeight) + EDGE;
    drawn.layout = onPaper(drawn, heading, Number(headingHeight), height);
    Object.assign(drawn._context.toImageButtonOptions, {
      format, filename: file, width: Number(width), height, scale: SCALE[format],
    });
    capture.click();
    drawn.layout = onScreen;
  }

  function onPaper(drawn, heading, headingHeight, height) {
    const paper = structuredClone(drawn.layout);
    const font = (own) => ({ ...own, color: INK, family: FAMILY });
    Object.assign(paper, { paper_bgcolor: "white", plot_bgcolor: "white", autosize: false });
    paper.font = font(paper.font);
    paper.margin = margins(drawn._fullLayout._size, headingHeight);
    paper.title = {
      text: heading, font: font({ size: 14 }), automargin: false,
      x: 0, xref: "container", xanchor: "left", y: 1 - 1.5 * EDGE / height, yref: "container", yanchor: "top", pad: { l: EDGE },
    };
    for (const name of Object.keys(paper).filter((key) => /^[xy]axis/.test(key))) {
      const axis = paper[name];
      Object.assign(axis, { automargin: false, tickfont: font(axis.tickfont), gridcolor: GRID, zerolinecolor: GRID });
      if (axis.title) axis.title = { ...axis.title, font: font(axis.title.font) };
    }
    for (const note of paper.annotations ?? []) note.font = font(note.font);
    if (paper.legend) paper.legend.font = font(paper.legend.font);
    return paper;
  }

  function margins({ l, r, t, b }, headingHeight) {
    return { l: l * WIDER + EDGE, r: r + EDGE, t: t + headingHeight, b: b * WIDER + EDGE };
  }
})();
