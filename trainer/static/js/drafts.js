// What becomes of a text while the connection is away? It is kept on this device until it is saved.
// <form data-keep="key" data-lock="number"> keeps its texts; with data-save="address" they are saved by themselves, with
// data-keep-all everything else that is typed or ticked in it as well.
(() => {
  "use strict";
  const PREFIX = "kept:";
  const PAUSE = 2000;
  const store = {
    read(key) { try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch { return null; } },
    write(key, value) { try { localStorage.setItem(PREFIX + key, JSON.stringify(value)); } catch { /* full, or not allowed */ } },
    drop(key) { try { localStorage.removeItem(PREFIX + key); } catch { /* not allowed */ } },
    keys() { try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length)); } catch { return []; } },
  };

  // A page that says that a text has arrived: the copy goes.
  for (const place of document.querySelectorAll("[data-forget]")) {
    store.drop(place.dataset.forget);
    store.drop(`${place.dataset.forget}:older`);
  }
  for (const place of document.querySelectorAll("[data-keep-of]")) {
    const wanted = new Set(place.dataset.keepOnly.split(" "));
    for (const key of store.keys()) if (key.startsWith(place.dataset.keepOf) && !wanted.has(key)) store.drop(key);
  }

  for (const form of document.querySelectorAll("form[data-keep]")) keep(form);

  function keep(form) {
    const key = form.dataset.keep;
    const all = "keepAll" in form.dataset ? "textarea, select, input:not([type=hidden], [type=file])" : "textarea";
    const fields = Array.from(form.querySelectorAll(all)).filter((field) => field.name && !field.closest("[data-not-kept]"));
    const ticks = (field) => field.type === "checkbox" || field.type === "radio";
    const name = (field) => (ticks(field) ? `${field.name}=${field.value}` : field.name);
    const value = (field) => (ticks(field) ? (field.checked ? "yes" : "") : field.value);
    const put = (field, kept) => { if (kept === undefined) return; if (ticks(field)) field.checked = Boolean(kept); else field.value = kept; };
    const words = (kept) => fields.filter((field) => !field.hidden && (field.type === "textarea" || field.type === "text")).map((field) => kept[field.name] || "").filter(Boolean).join("\n\n");
    const status = form.querySelector(".keep-status");
    const lock = form.querySelector("input[name=lock]");
    const texts = () => Object.fromEntries(fields.map((field) => [name(field), value(field)]));
    const same = (one, other) => fields.every((field) => (one[name(field)] ?? "") === (other[name(field)] ?? ""));
    const say = (words) => { if (status) { status.hidden = !words; status.textContent = words || ""; } };
    const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));
    const plain = (text) => (text || "").replace(/\r\n?/g, "\n").trim().normalize("NFC");
    const ours = (text) => unsure.some((sent) => plain(sent.text) === plain(text));
    let saved = texts();
    // What was sent and not answered: the site may have it all the same. Found there, it is no other window's.
    let unsure = [];
    let timer, send, busy = false, again = false;

    const copy = store.read(key);
    if (copy && copy.sent) unsure = copy.sent;
    const failed = document.getElementById("error-summary");
    const older = store.read(`${key}:older`);
    if (older && form.dataset.older) show(older.texts ? older : { texts: older });
    // What the site has just put into the fields is newer than the copy: a form that failed, two texts put together.
    if (failed || "joined" in form.dataset) store.write(key, { lock: form.dataset.lock, texts: saved });
    else if (copy && copy.texts && !same(copy.texts, saved)) {
      if (String(copy.lock) === form.dataset.lock || ours(saved.text)) restore(copy.texts);
      else if (form.dataset.older) show(copy);
      else store.drop(key);
    } else store.drop(key);

    form.addEventListener("input", () => {
      remember();
      if (form.dataset.save) { clearTimeout(timer); timer = setTimeout(save, PAUSE); }
    });
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      // Whoever takes the other text does not want this one back.
      if (event.submitter && event.submitter.value === "theirs") { store.drop(key); store.drop(`${key}:older`); }
      if (!busy) return;
      // What is just being saved has a new number in a moment: the form waits for it, else it would be the older copy.
      event.preventDefault();
      send = () => form.requestSubmit(event.submitter);
    });
    if (form.dataset.save) addEventListener("online", save);

    function remember() {
      store.write(key, { lock: lock ? lock.value : form.dataset.lock, texts: texts(), ...(unsure.length ? { sent: unsure } : {}) });
    }

    function restore(kept) {
      for (const field of fields) put(field, kept[name(field)]);
      say(form.dataset.restored);
      fields.forEach(changed);
      if (form.dataset.save) timer = setTimeout(save, PAUSE);
    }

    // Another text was saved meanwhile: both are shown, and the writer decides.
    function show(kept) {
      const box = document.createElement("div");
      box.className = "notice care";
      const said = document.createElement("p");
      said.textContent = form.dataset.older;
      const text = document.createElement("div");
      text.className = "written";
      text.textContent = words(kept.texts);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link";
      button.textContent = form.dataset.drop;
      button.addEventListener("click", () => { store.drop(`${key}:older`); box.remove(); fields[0].focus(); });
      box.append(said, text, ...compare(kept), button);
      (status || form.lastElementChild).after(box);
      // What is typed from now on is kept beside it, not in its place.
      store.write(`${key}:older`, kept);
      store.drop(key);
    }

    // The page that shows two texts side by side is the one that the site answers an older copy with.
    function compare(kept) {
      const how = form.querySelector("button[name=act][value=save]");
      if (!form.dataset.compare || !how || kept.lock === undefined) return [];
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button plain";
      button.textContent = form.dataset.compare;
      button.addEventListener("click", () => {
        for (const field of fields) put(field, kept.texts[name(field)]);
        lock.value = kept.lock;
        store.write(key, kept);
        store.drop(`${key}:older`);
        form.requestSubmit(how);
      });
      return [button];
    }

    async function save() {
      if (form.dataset.sent) return;
      if (busy) { again = true; return; }
      const now = texts();
      if (same(now, saved)) return;
      // A page that was kept on this device has no key of its own; journal-later.js asks for one when there is a connection.
      if (!form.querySelector("input[name=csrf_token]").value) { say(form.dataset.offline); timer = setTimeout(save, PAUSE); return; }
      busy = true;
      unsure = [...unsure, now].slice(-3);
      remember();
      try {
        const body = new FormData();
        for (const hidden of form.querySelectorAll("input[type=hidden]")) if (hidden.name !== "once") body.set(hidden.name, hidden.value);
        for (const field of fields) if (!ticks(field) || field.checked) body.append(field.name, field.value);
        const answer = await fetch(form.dataset.save, { method: "POST", body, redirect: "manual", credentials: "same-origin", signal: AbortSignal.timeout(5 * PAUSE) });
        await heard(answer, now);
      } catch { say(form.dataset.offline); timer = setTimeout(save, 5 * PAUSE); }
      busy = false;
      if (send) { const go = send; send = again = false; go(); }
      else if (again) { again = false; save(); }
    }

    async function heard(answer, sent) {
      if (answer.type === "opaqueredirect" || answer.status === 400) { say(form.dataset.signedOut); return; }
      if (answer.ok) {
        const said = await answer.json();
        lock.value = said.lock;
        form.dataset.lock = said.lock;
        saved = sent;
        unsure = [];
        if (same(texts(), saved) && !said.note) store.drop(key);
        else store.write(key, { lock: said.lock, texts: texts() });
        say(said.note || form.dataset.saved);
      } else if (answer.status === 409) {
        const said = await answer.json();
        unsure = unsure.slice(0, -1);
        if (said.text !== undefined && ours(said.text)) {
          lock.value = form.dataset.lock = said.lock;
          again = true;
        } else say(form.dataset.elsewhere);
      }
      else if (answer.status === 422) say((await answer.json()).problem);
      else { say(form.dataset.offline); timer = setTimeout(save, 5 * PAUSE); }
    }
  }
})();
