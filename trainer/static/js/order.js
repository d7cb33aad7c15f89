// How are steps put in order where a script may run? With two buttons each; without one, by a list of places.
(() => {
  "use strict";
  for (const group of document.querySelectorAll("[data-order]")) {
    const list = group.querySelector("ol");
    const steps = () => Array.from(list.children);
    const place = (step) => step.querySelector("select");
    const name = (step) => step.querySelector("label").textContent.trim();
    const heard = document.createElement("p");
    heard.className = "unseen";
    heard.setAttribute("role", "status");
    group.append(heard);

    // A browser may remember places that were chosen: they stand when every step has one of its own.
    const chosen = steps().map((step) => place(step).value);
    if (chosen.every(Boolean) && new Set(chosen).size === chosen.length) {
      list.append(...steps().sort((one, other) => place(one).value - place(other).value));
    }

    const number = () => steps().forEach((step, index, all) => {
      place(step).value = String(index + 1);
      step.querySelector(".order-place").textContent = String(index + 1);
      for (const button of step.querySelectorAll("[data-move]")) {
        const there = index + Number(button.dataset.move);
        button.toggleAttribute("data-end", there < 0 || there === all.length);
        if (there < 0 || there === all.length) button.setAttribute("aria-disabled", "true");
        else button.removeAttribute("aria-disabled");
      }
    });

    for (const step of steps()) {
      place(step).hidden = true;
      step.querySelector(".order-place").hidden = false;
      step.querySelector(".order-moves").hidden = false;
    }
    group.classList.add("moving");
    group.querySelector(".hint").textContent = group.dataset.hint;
    number();

    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (!button || button.hasAttribute("data-end")) return;
      const step = button.closest("li");
      const up = Number(button.dataset.move) < 0;
      if (up) step.previousElementSibling.before(step);
      else step.nextElementSibling.after(step);
      number();
      button.focus();
      heard.textContent = group.dataset.said
        .replace("{step}", name(step)).replace("{place}", place(step).value).replace("{all}", steps().length);
    });
  }
})();
