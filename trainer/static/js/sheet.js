// How is a sign-in sheet marked on a phone whose connection comes and goes? What is marked stays on the phone until it
// has been saved; it is sent when the connection is back, with the key of its form, so that it counts once.
(() => {
  "use strict";
  const form = document.querySelector("form[data-sheet]");
  if (!form) return;
  const KEY = `kept:${form.dataset.sheet}`;
  const AGAIN = 5000, PATIENCE = 15000;
  const status = form.querySelector(".keep-status");
  const store = {
    read() { try { return JSON.parse(localStorage.getItem(KEY)); } catch { return null; } },
    write(value) { try { localStorage.setItem(KEY, JSON.stringify(value)); } catch { /* full, or not allowed */ } },
    drop() { try { localStorage.removeItem(KEY); } catch { /* not allowed */ } },
  };
  const say = (words) => { status.hidden = !words; status.textContent = words || ""; };
  const carried = (name) => /^(presence|missed|seen)-|^(why|lock|session|once)$/.test(name);
  const fields = () => Object.fromEntries([...new FormData(form)].filter(([name, value]) => carried(name) && typeof value === "string"));
  // What is marked, as the server would draw it again: no minutes but for those present, and none for a zero.
  const marks = (all) => JSON.stringify(Object.entries(all).filter(([name, value]) => {
    if (name.startsWith("presence-")) return true;
    return name.startsWith("missed-") && all[name.replace("missed", "presence")] === "present" && Number(value) !== 0;
  }).sort());
  let pending = "", timer;

  const drawn = fields();
  const keep = () => store.write({ fields: fields(), pending });

  function restore(kept) {
    for (const [name, value] of Object.entries(kept)) {
      if (name.startsWith("presence-")) {
        const choice = form.querySelector(`input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
        if (choice) choice.checked = true;
      } else if (form.elements[name]) form.elements[name].value = value;
    }
  }

  // What was kept: a page that failed shows it already; else it comes back, and what was to be saved is sent. Its lock
  // and what it had seen come with it, so that the server can tell whether somebody else was quicker.
  const copy = store.read();
  if (document.getElementById("error-summary")) { if (copy) keep(); }
  else if (copy && marks(copy.fields) !== marks(drawn)) {
    restore(copy.fields);
    if (marks(fields()) === marks(drawn)) store.drop();
    else {
      say(form.dataset.restored);
      pending = copy.pending;
      if (pending) send();
    }
  } else store.drop();

  form.addEventListener("input", () => {
    keep();
    if (!navigator.onLine) say(pending ? form.dataset.waiting : form.dataset.offline);
  });

  form.addEventListener("submit", (event) => {
    const wish = event.submitter ? event.submitter.value : "save";
    if (form.dataset.reached) { delete form.dataset.reached; return; }
    event.preventDefault();
    if (wish === "everybody") { everybody(); return; }
    pending = wish;
    keep();
    send();
  });
  addEventListener("online", () => { if (pending) send(); });
  addEventListener("offline", () => say(pending ? form.dataset.waiting : form.dataset.offline));

  function everybody() {
    for (const group of form.querySelectorAll("[role=radiogroup]")) {
      const missed = group.closest("tr").querySelector("input.short");
      if (!group.querySelector("input:checked") && !missed.value) group.querySelector("input[value=present]").checked = true;
    }
    keep();
    count();
  }

  // Is the site there, and still the same person signed in? The page may be old: it sends with the key of a new one.
  async function key() {
    if (!navigator.onLine) return null;
    try {
      const answer = await fetch(location.pathname, { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.type === "opaqueredirect") return "";
      if (answer.status >= 500) return null;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (page.documentElement.dataset.person !== document.documentElement.dataset.person) return "";
      return page.querySelector("input[name=csrf_token]")?.value ?? null;
    } catch { return null; /* no connection, whatever the phone believes */ }
  }

  async function send() {
    clearTimeout(timer);
    const wish = pending;
    const token = await key();
    if (!pending || wish !== pending) return;
    if (token === "") { say(form.dataset.signedOut); return; }
    if (token === null) {
      say(form.dataset.waiting);
      timer = setTimeout(send, AGAIN);
      return;
    }
    if (!status.hidden) say(form.dataset.sending);
    for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
    pending = "";
    keep();
    form.dataset.reached = "yes";
    const button = Array.from(form.querySelectorAll("button[name=do]")).find((one) => one.value === wish);
    form.requestSubmit(button);
  }

  // A long list: type a few letters of a name.
  const search = form.querySelector("[data-search]");
  const rows = Array.from(form.querySelectorAll("tbody tr"));
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const input = search && search.querySelector("input");
  function count() {
    if (!search || search.hidden) return;
    const wanted = plain(input.value.trim());
    for (const row of rows) row.hidden = Boolean(wanted) && !plain(row.querySelector("th").textContent).includes(wanted);
    const shown = rows.filter((row) => !row.hidden).length;
    search.querySelector(".hint").textContent = wanted ? form.dataset.found.replace("##", rows.length).replace("#", shown) : "";
  }
  if (search && rows.length > 7) {
    search.hidden = false;
    input.addEventListener("input", (event) => { event.stopPropagation(); count(); });
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  }
})();
