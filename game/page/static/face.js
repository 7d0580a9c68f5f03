/* Makes the pages nicer, and is never needed: what is marked stays marked when the network drops, and is sent again;
   a page that watches is loaded anew when something has changed for it; one without a mark is only told, above what it
   shows, and so is every page of a class that has been deleted. */
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

  function tell(text) { // without loading the page anew: what stands on it could not be had again
    let box = document.getElementById("told");
    if (!box) {
      box = document.createElement("div");
      Object.assign(box, { id: "told", className: "notice" });
      box.setAttribute("role", "status");
      box.append(document.createElement("p"));
      (document.getElementById("main") || document.body).prepend(box);
    }
    if (box.textContent.trim() !== text) box.firstElementChild.textContent = text;
  }

  const { watch, mark, often } = (document.querySelector("[data-watch]") || document.body).dataset;
  if (watch) {
    const looking = setInterval(async () => {
      if (document.hidden || sending) return;
      try {
        const answer = await fetch(watch, { cache: "no-store" });
        const now = answer.ok && !answer.redirected ? await answer.json() : { mark: "" };
        if (now.over) { // deleted: nothing can be asked for any more, and nothing signed
          clearInterval(looking);
          document.querySelectorAll("form.sign").forEach((form) => form.remove());
          tell(now.told);
        } else if (mark === undefined) {
          if (now.told) tell(now.told);
        } else if ((answer.ok || answer.redirected) && now.mark !== mark && !sending) {
          location.replace(location.pathname + location.search); // asked anew: a reload would send anew
        }
      } catch { /* away: the next time */ }
    }, often ? PAUSE : 4 * PAUSE);
  }
})();
