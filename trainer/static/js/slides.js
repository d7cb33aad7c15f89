// How does a page of slides become a show? One at a time, with the arrow keys, and full screen.
(() => {
  "use strict";
  for (const show of document.querySelectorAll("[data-show]")) {
    const slides = Array.from(show.querySelectorAll(".slide"));
    const bar = show.querySelector(".show-bar"), place = show.querySelector(".show-place"), full = show.querySelector("[data-full]");
    let here = Math.max(0, slides.findIndex((slide) => `#${slide.id}` === location.hash));

    const go = (to, focus) => {
      here = Math.min(Math.max(to, 0), slides.length - 1);
      slides.forEach((slide, index) => { slide.hidden = index !== here; });
      place.textContent = show.dataset.place.replace("#", here + 1);
      for (const button of bar.querySelectorAll("[data-step]")) {
        const there = here + Number(button.dataset.step);
        button.toggleAttribute("aria-disabled", there < 0 || there === slides.length);
        if (button.hasAttribute("aria-disabled")) button.setAttribute("aria-disabled", "true");
      }
      if (focus) slides[here].focus();
    };

    for (const button of bar.querySelectorAll("[data-step]")) button.addEventListener("click", () => go(here + Number(button.dataset.step)));
    addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select")) return;
      const on = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
      const forward = document.documentElement.dir === "rtl" && event.key.startsWith("Arrow") ? -1 : 1;
      if (on) { event.preventDefault(); go(here + on * forward, true); }
      else if (event.key === "Home" || event.key === "End") { event.preventDefault(); go(event.key === "Home" ? 0 : slides.length - 1, true); }
    });
    if (show.requestFullscreen) full.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : show.requestFullscreen()));
    else full.hidden = true;
    bar.hidden = false;
    go(here);
  }
})();
