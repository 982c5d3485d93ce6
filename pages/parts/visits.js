/* The first page says what has changed since the last visit. Its day stays in this browser, and in the address. */
(() => {
  const address = new URL(location.href);
  if (!address.pathname.endsWith("/")) return;
  const day = new Date().toLocaleDateString("sv-SE");
  let visits = {};
  try {
    visits = JSON.parse(localStorage.getItem("castellum-visites") || "{}");
    if (visits.current !== day) visits = { last: visits.current, current: day };
    localStorage.setItem("castellum-visites", JSON.stringify(visits));
  } catch {
    return; // A browser that keeps nothing reads the changes since the quarter began.
  }
  if (!visits.last || address.searchParams.has("depuis")) return;
  address.searchParams.set("depuis", visits.last);
  history.replaceState(history.state, "", address);
})();
