// What becomes easier when a script may run? Every page works without it.
(() => {
  "use strict";
  const all = (what, where = document) => Array.from(where.querySelectorAll(what));

  // A form that failed says so: the summary takes focus, and its links lead into the field itself.
  const summary = document.getElementById("error-summary");
  if (summary) {
    document.title = `${summary.dataset.title} ${document.title}`;
    summary.focus();
    summary.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!target) return;
      event.preventDefault();
      const control = target.matches("fieldset") ? target.querySelector("input") || target : target;
      (control.closest(".field") || control).scrollIntoView({ block: "start" });
      control.focus({ preventScroll: true });
    });
  }

  // How many characters are left: seen at once, heard only after a pause.
  for (const field of all("[data-limit]")) {
    const control = field.querySelector("textarea, input");
    const seen = field.querySelector(".count");
    if (!control || !seen) continue;
    const limit = Number(field.dataset.limit);
    const heard = document.createElement("p");
    heard.className = "unseen";
    heard.setAttribute("role", "status");
    field.append(heard);
    let pause;
    const count = () => {
      const left = limit - Array.from(control.value).length;
      seen.textContent = left < 0 ? `${field.dataset.over} ${-left}` : `${field.dataset.left} ${left}`;
      seen.classList.toggle("over", left < 0);
      clearTimeout(pause);
      pause = setTimeout(() => { heard.textContent = left < limit / 5 ? seen.textContent : ""; }, 1000);
    };
    control.addEventListener("input", count);
    if (control.value) count();
  }

  // What a device keeps of sign-in sheets (sheet-copy.js, sheet.js), courses (course-copy.js, later.js), the journal
  // (journal-later.js, drafts.js) and sessions (today.js) is that of whoever is signed in. Pages go where the page is
  // somebody else's or nobody's; what was marked and read goes with a sign-out, and when somebody else comes.
  const person = document.documentElement.dataset.person;
  const keys = (kinds, whose) => Object.keys(localStorage).filter((key) => kinds.some((kind) => key.startsWith(kind) && !(whose && key.startsWith(`${kind}${whose}:`))));
  const UNSENT = ["kept:sheet:", "kept:course:", "kept:journal:", "kept:today:"], SENT = ["read:course:"];
  const LEAVING = "signing-out", DAYS = { sheet: 14, course: 60, journal: 60, today: 14 };
  async function forget() {
    if (person || sessionStorage.getItem(LEAVING)) {
      keys([...UNSENT, ...SENT], person).forEach((key) => localStorage.removeItem(key));
      const bases = window.indexedDB && indexedDB.databases ? await indexedDB.databases() : [];
      for (const { name } of bases) if (name.startsWith("journal:") && name !== `journal:${person}`) indexedDB.deleteDatabase(name);
    }
    sessionStorage.removeItem(LEAVING);
    if (!("caches" in window)) return;
    for (const name of await caches.keys()) {
      const [kind, whose] = name.split(":"), age = Date.now() - Number(name.split("@")[1]);
      if (kind in DAYS && (!person || whose !== person || age > DAYS[kind] * 864e5)) await caches.delete(name);
    }
    if (person || !("serviceWorker" in navigator)) return;
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  }
  if (person !== undefined) forget().catch(() => { /* this browser keeps nothing */ });
  for (const form of all("form[data-sign-out]")) form.addEventListener("submit", (event) => {
    try {
      if (form.dataset.signOut && keys(UNSENT, "").length && !confirm(form.dataset.signOut)) event.preventDefault();
      else sessionStorage.setItem(LEAVING, "yes");
    } catch { /* this browser keeps nothing */ }
  });

  // What was read or written without a connection is sent from the first page that opens with one, whichever that is.
  try {
    for (const [what, here, script] of [["course", "[data-later]", "later"], ["journal", "[data-journal-later]", "journal-later"]]) {
      if (!person || !localStorage.getItem(`kept:${what}:${person}:later`) || document.querySelector(here)) continue;
      const sender = document.createElement("script");
      sender.src = `/static/js/${script}.js`;
      document.head.append(sender);
    }
  } catch { /* this browser keeps nothing */ }

  // One click sends once. Coming back with the browser's button makes the form usable again.
  const release = (form) => {
    delete form.dataset.sent;
    all("[aria-disabled]", form).forEach((button) => button.removeAttribute("aria-disabled"));
  };
  const changed = new Set();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    changed.delete(form);
    if (form.method !== "post" || form.target === "_blank" || form.hasAttribute("data-again")) return;
    form.dataset.sent = "yes";
    if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
    setTimeout(() => release(form), 20000);
  });
  addEventListener("pageshow", () => all("form[data-sent]").forEach(release));

  // A form with data-guard does not lose what was typed without asking.
  for (const form of all("form[data-guard]")) form.addEventListener("input", () => changed.add(form));
  addEventListener("beforeunload", (event) => { if (changed.size) event.preventDefault(); });

  for (const button of all("button[data-reveal]")) {
    const control = document.getElementById(button.dataset.reveal);
    if (!control) continue;
    button.hidden = false;
    const show = (open) => {
      control.type = open ? "text" : "password";
      button.textContent = open ? button.dataset.hide : button.dataset.show;
    };
    button.addEventListener("click", () => show(control.type === "password"));
    if (control.form) control.form.addEventListener("submit", () => show(false));
  }

  for (const button of all("button[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    const words = button.querySelector("span") || button;
    const before = words.textContent;
    words.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(button.dataset.copy); } catch { return; }
      words.textContent = button.dataset.done;
      setTimeout(() => { words.textContent = before; }, 3000);
    });
  }

  // A line that goes on counting while the page is looked at: data-live is the address of its text.
  for (const line of all("[data-live]")) {
    setInterval(async () => {
      if (document.hidden) return;
      try {
        const answer = await fetch(line.dataset.live, { headers: { Accept: "text/plain" } });
        const text = answer.ok && !answer.redirected ? await answer.text() : line.textContent;
        if (text !== line.textContent) line.textContent = text;
      } catch { /* without a connection the last count stands */ }
    }, 8000);
  }

  // What goes on in the background: after data-again seconds its page is asked again. What is new in a part
  // (data-part) is shown; once nothing goes on any more, the whole page is. Without scripts it loads itself anew.
  for (const work of all("[data-again]")) {
    const look = async () => {
      try {
        const answer = document.hidden ? null : await fetch(location.href);
        const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page && page.querySelector("[data-again]");
        if (answer && answer.status < 500 && !fresh) return location.reload();
        if (fresh) document.title = page.title;
        for (const part of fresh ? work.querySelectorAll("[data-part]") : []) {
          const other = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
          if (other && other.innerHTML !== part.innerHTML) part.innerHTML = other.innerHTML;
        }
      } catch { /* without a connection what is known stands */ }
      setTimeout(look, 1000 * work.dataset.again);
    };
    setTimeout(look, 1000 * work.dataset.again);
  }

  for (const button of all("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
