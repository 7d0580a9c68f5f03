/* The board and the wall stay as the class is without being loaded anew: their parts are taken from the page as it is
   now. The key in hand stays in hand; a part in which something is being chosen waits until that is done. */
(() => {
  "use strict";
  const PAUSE = 2000;
  const body = document.body;
  const { fresh, page } = body.dataset;
  let mark = body.dataset.mark;
  let behind = false;

  async function take() {
    const answer = await fetch(page, { cache: "no-store" });
    const now = new DOMParser().parseFromString(await answer.text(), "text/html");
    behind = false;
    for (const part of document.querySelectorAll("[data-part]")) {
      const other = now.querySelector(`[data-part="${part.dataset.part}"]`);
      if (!other) return location.assign(page);
      const active = part.contains(document.activeElement) ? document.activeElement : null;
      if (active && active.matches("select, input")) { behind = true; continue; }
      if (part.innerHTML === other.innerHTML) continue;
      part.innerHTML = other.innerHTML;
      if (active) (document.getElementById(active.id) || document.getElementById("main")).focus({ preventScroll: true });
    }
    mark = now.body.dataset.mark;
  }

  setInterval(async () => {
    if (document.hidden || document.getElementById("trouble")) return;
    try {
      const answer = await fetch(fresh, { cache: "no-store" });
      if (!answer.ok || answer.redirected) location.assign(page);
      else if (behind || (await answer.json()).mark !== mark) await take();
    } catch { /* away: the next time */ }
  }, PAUSE);
})();
