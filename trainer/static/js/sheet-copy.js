// How does a sheet open again without a connection? The page puts itself into a box on this device (copies.js). A newer
// box takes the place of the older once it is whole.
(() => {
  "use strict";
  const note = document.querySelector("[data-copy-of]");
  if (!note) return;
  const { copies } = window;
  const NAME = note.dataset.copyOf;
  const form = document.querySelector("form[data-sheet]");
  const say = (words) => { note.hidden = !words; note.textContent = words || ""; };

  if (note.dataset.made) {
    note.className = "notice care";
    say(note.dataset.made);
    // Nothing was marked on it: what the site has now is better.
    addEventListener("online", () => { if (!localStorage.getItem(`kept:${NAME}`)) location.reload(); });
  } else if (!copies.able) { if (form) say(note.dataset.never); } else if (form) keep();
  else copies.drop(`${NAME}@`);

  async function keep() {
    const box = `${NAME}@${Date.now()}`;
    try {
      const running = copies.register(note.dataset.worker, note.dataset.scope);
      running.catch(() => { /* awaited below */ });
      const found = await copies.fetched(location.pathname);
      const place = found && found.page.querySelector("[data-copy-of]");
      if (!place || place.dataset.copyOf !== NAME) return;
      place.dataset.made = place.dataset.opened;
      await copies.put(await caches.open(box), location.pathname, found);
      await copies.drop(`${NAME}@`, box);
      await running;
      say(place.dataset.here);
    } catch {
      await caches.delete(box).catch(() => false);
      say((await copies.boxes(`${NAME}@`)).length ? "" : note.dataset.never);
    }
  }
})();
