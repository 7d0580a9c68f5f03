/* Makes the pages nicer, and is never needed: what is marked stays marked when the network drops, and is sent again;
   a page that watches is loaded anew when something has changed for it; one without a mark only lets itself be seen. */
(() => {
  "use strict";
  const PAUSE = 3000;
  let sending = false; // while something is signed nothing else may load the page: its answer would be lost

  const store = {
    read(name) { try { return JSON.parse(sessionStorage.getItem(name) || "null"); } catch { return null; } },
    write(name, value) { try { sessionStorage.setItem(name, JSON.stringify(value)); } catch { /* a full or closed store */ } },
    drop(name) { try { sessionStorage.removeItem(name); } catch { /* the same */ } },
  };

  function remember(form) {
    const name = "kept:" + form.dataset.keep;
    const known = store.read(name) || {};
    for (const field of form.elements) {
      if (!(field.name in known) || field.type === "hidden" || field.disabled) continue;
      if (field.type === "radio") { if (!form.querySelector(`[name="${CSS.escape(field.name)}"]:checked`)) field.checked = known[field.name] === field.value; }
      else if (!field.value) field.value = known[field.name];
    }
    form.addEventListener("input", () => store.write(name, Object.fromEntries(new FormData(form))));
  }

  async function send(form) {
    const line = form.querySelector(".away");
    const body = new URLSearchParams(new FormData(form));
    if (line) line.textContent = form.dataset.sending;
    for (;;) {
      try {
        const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
        if (answer.ok && (answer.headers.get("content-type") || "").includes("json")) {
          store.drop("kept:" + form.dataset.keep);
          location.assign((await answer.json()).to);
          return;
        }
        form.submit(); // a page with something to say: let the browser show it
        return;
      } catch {
        if (line) line.textContent = form.dataset.away;
        await new Promise((later) => setTimeout(later, PAUSE));
      }
    }
  }

  for (const form of document.querySelectorAll("form[data-keep]")) {
    remember(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (sending) return;
      sending = true;
      send(form);
    });
  }
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  document.getElementById("trouble")?.focus();

  const { watch, mark, often } = (document.querySelector("[data-watch]") || document.body).dataset;
  if (watch) {
    setInterval(async () => {
      if (document.hidden || sending) return;
      try {
        const answer = await fetch(watch, { cache: "no-store" });
        const changed = mark === undefined ? false : answer.redirected || (answer.ok && (await answer.json()).mark !== mark);
        if (changed && !sending) location.replace(location.pathname + location.search); // asked anew: a reload would send anew
      } catch { /* away: the next time */ }
    }, often ? PAUSE : 4 * PAUSE);
  }
})();
