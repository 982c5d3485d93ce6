/* Our own links change page inside the application: no reload, the same session. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".stHtml a[href]");
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || link.target || link.origin !== location.origin || link.hash) return;
  event.preventDefault();
  history.pushState({}, "", link.href);
  window.dispatchEvent(new PopStateEvent("popstate"));
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
});
