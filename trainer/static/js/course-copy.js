// How is a course kept on this device? On its page by a button, with all its modules; a module that is read, by itself.
(() => {
  "use strict";
  const { copies } = window;
  const { person, copied } = document.documentElement.dataset;
  const box = document.querySelector("[data-later]");
  if (!box || !person || !copies.able) return;
  const OF = `course:${person}:`, READ = `${OF}@`, MOST_READ = 10;
  const inside = (name) => name.split("@")[0].slice(OF.length);
  const made = (name) => Number(name.split("@")[1]);
  const running = () => copies.register(box.dataset.worker, box.dataset.scope);

  async function fetched(path) {
    const found = await copies.fetched(path);
    if (!found) return null;
    found.page.documentElement.dataset.copied = Date.now();
    const reading = found.page.querySelector("[data-reading]");
    if (reading) reading.dataset.token = "";
    for (const flash of found.page.querySelectorAll(".flashes")) flash.remove();
    return found;
  }

  // What was saved stays as new as what its reader has seen; of what was only read, the last few pages are kept.
  let kept = false;
  async function keep(path, otherwise) {
    const there = [];
    for (const name of await copies.boxes(OF)) if (await (await caches.open(name)).match(path)) there.push(name);
    if (!there.length && !otherwise) return;
    const found = await fetched(path);
    if (!found) return;
    if (!there.length) there.push((await copies.boxes(READ))[0] || `${READ}${Date.now()}`);
    for (const name of there) await copies.put(await caches.open(name), path, found);
    await running();
    const read = await caches.open(there[0]);
    const pages = (await read.keys()).filter((one) => !new URL(one.url).pathname.startsWith("/static/"));
    if (!inside(there[0])) for (const one of pages.slice(0, -MOST_READ)) await read.delete(one);
  }
  const quietly = (work) => work.catch(() => { /* no room, or no connection: it opens with one as before */ });
  document.addEventListener("reading:sent", () => {
    if (kept || (navigator.connection && navigator.connection.saveData)) return;
    kept = true;
    quietly(keep(location.pathname, true));
  });

  // The page of a course: save, save again, remove.
  const shelf = document.querySelector("[data-save-course]");
  if (!shelf) return;
  const COURSE = `${OF}${shelf.dataset.saveCourse}@`;
  const [save, saved, said] = ["save", "saved", "said"].map((what) => shelf.querySelector(`[data-${what}]`));
  const pages = JSON.parse(shelf.dataset.pages);
  const button = save.querySelector("button");
  shelf.hidden = false;
  show();
  if (!copied) quietly(keep(location.pathname, false));

  async function show(focus) {
    const name = (await copies.boxes(COURSE)).pop();
    save.hidden = Boolean(name);
    saved.hidden = !name;
    if (name) saved.querySelector("span").textContent = shelf.dataset.words.replace("{w}", when(new Date(made(name))));
    if (focus) (name ? saved.querySelector("button") : button).focus();
  }

  async function saveAll() {
    if (shelf.hasAttribute("aria-busy")) return;
    if (!navigator.onLine) { said.textContent = shelf.dataset.failed; return; }
    shelf.setAttribute("aria-busy", "true");
    const name = `${COURSE}${Date.now()}`;
    try {
      const worker = running();
      worker.catch(() => { /* awaited below */ });
      for (const [number, path] of pages.entries()) {
        said.textContent = shelf.dataset.saving.replace("{n}", number + 1).replace("{m}", pages.length);
        const found = await fetched(path);
        if (!found) throw new Error(path);
        await copies.put(await caches.open(name), path, found);
      }
      await worker;
      await copies.drop(COURSE, name);
      said.textContent = shelf.dataset.done;
    } catch {
      await caches.delete(name).catch(() => false);
      said.textContent = shelf.dataset.failed;
    }
    shelf.removeAttribute("aria-busy");
    show(true);
  }

  async function removeAll() {
    await copies.drop(COURSE);
    for (const name of await copies.boxes(READ)) for (const path of pages) await (await caches.open(name)).delete(path);
    said.textContent = shelf.dataset.removed;
    show(true);
  }

  function when(moment) {
    const language = document.documentElement.lang, today = moment.toDateString() === new Date().toDateString();
    const day = today ? new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "day") : new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(moment);
    return `${day}, ${new Intl.DateTimeFormat(language, { timeStyle: "short" }).format(moment)}`;
  }

  button.addEventListener("click", saveAll);
  saved.querySelector("[data-anew]").addEventListener("click", saveAll);
  saved.querySelector("[data-remove]").addEventListener("click", removeAll);
})();
