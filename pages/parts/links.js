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

/* Words looked for are typed letter by letter: going back leaves the search at once, not one letter at a time. */
(() => {
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    const next = new URL(url ?? location.href, location.href);
    const typing = hasWords(location) && hasWords(next) && withoutWords(location) === withoutWords(next);
    if (typing) history.replaceState(state, title, url);
    else push(state, title, url);
  };

  function hasWords({ search }) {
    return new URLSearchParams(search).has("chercher");
  }

  function withoutWords({ pathname, search }) {
    const parameters = new URLSearchParams(search);
    parameters.delete("chercher");
    return `${pathname}?${parameters}`;
  }
})();

/* Signing in comes back to the first page: return to the one that was asked for. */
const ASKED = "castellum-page-asked";
document.addEventListener("click", (event) => {
  if (event.target.closest?.(".st-key-sign-in button")) sessionStorage.setItem(ASKED, location.href);
});
const asked = sessionStorage.getItem(ASKED);
if (asked && location.pathname === new URL(".", location.href).pathname && !location.search) {
  sessionStorage.removeItem(ASKED);
  if (new URL(asked).origin === location.origin && asked !== location.href) location.replace(asked);
}
