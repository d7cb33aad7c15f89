// How does a beginning get into its field without a reload, and how is what was chosen saved with what was typed?
// <textarea data-chosen="names"> holds the choices of its form as one text; a button with data-into puts its words in.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("button[data-into]")) {
    const field = document.getElementById(button.dataset.into);
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const at = field.selectionEnd, before = field.value.slice(0, at);
      field.setRangeText(`${/(^|\s)$/.test(before) ? "" : " "}${button.textContent.trim()} `, at, at, "end");
      button.closest("details").open = false;
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  for (const chosen of document.querySelectorAll("textarea[data-chosen]")) {
    const { form } = chosen;
    const names = chosen.dataset.chosen.split(" ");
    const value = (name) => form.elements[name]?.value ?? "";
    let written = chosen.value;
    form.addEventListener("change", (event) => {
      if (!names.includes(event.target.name)) return;
      const picked = names.map((name) => [name, value(name)]).filter(([, one]) => one);
      written = chosen.value = new URLSearchParams(picked).toString();
      chosen.dispatchEvent(new Event("input", { bubbles: true }));
    });
    // What was kept on this device was put back: the choices follow it.
    chosen.addEventListener("input", () => {
      if (chosen.value === written) return;
      written = chosen.value;
      const found = new URLSearchParams(written);
      for (const name of names) if (form.elements[name]) form.elements[name].value = found.get(name) ?? "";
    });
  }
})();
