// Which faces does nobody see? Boxes over a photo, by finger, mouse or keys; what lies under them never leaves the device.
(() => {
  "use strict";
  const LONGEST = 4000, STEP = 2, LEAST = 3, FIRST = 16;
  const within = (value, low, high) => Math.min(high, Math.max(low, value));

  class Cover {
    constructor(section, input, form) {
      Object.assign(this, { section, input, form, boxes: [], chosen: null, name: "photo" });
      this.stage = section.querySelector(".cover-stage");
      this.canvas = section.querySelector("canvas");
      this.said = section.querySelector("[data-cover-said]");
      const press = (what, act) => section.querySelector(`[data-cover-${what}]`).addEventListener("click", act);
      press("add", () => this.add(50 - FIRST / 2, 50 - FIRST / 2));
      press("less", () => this.size(-STEP));
      press("more", () => this.size(STEP));
      press("gone", () => this.remove());
      this.stage.addEventListener("pointerdown", (event) => this.down(event));
      form.addEventListener("submit", (event) => this.send(event));
    }

    // The picture as its camera held it, at most so large that a phone can bear it.
    async open(source) {
      this.boxes.splice(0).forEach((box) => box.button.remove());
      this.chosen = this.original = null;
      try {
        this.original = await createImageBitmap(source);
      } catch {
        this.section.hidden = !source.type.startsWith("image/") && !/\.hei[cf]$/i.test(source.name || "");
        this.stage.hidden = true;
        this.say(this.section.dataset.cannot);
        return;
      }
      const scale = Math.min(1, LONGEST / Math.max(this.original.width, this.original.height));
      this.canvas.width = Math.round(this.original.width * scale);
      this.canvas.height = Math.round(this.original.height * scale);
      this.canvas.getContext("2d").drawImage(this.original, 0, 0, this.canvas.width, this.canvas.height);
      this.name = source.name || "photo";
      this.stage.hidden = this.section.hidden = false;
      this.say("");
    }

    say(words) { this.said.textContent = words; }

    add(left, top) {
      if (!this.original) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "cover-box";
      const high = FIRST * this.canvas.width / this.canvas.height;
      const box = { button, left: within(left, 0, 100 - FIRST), top: within(top, 0, 100 - Math.min(high, 60)), width: FIRST, height: Math.min(high, 60) };
      this.boxes.push(box);
      this.stage.append(button);
      button.addEventListener("focus", () => this.choose(box));
      button.addEventListener("keydown", (event) => this.key(event, box));
      this.boxes.forEach((one) => this.draw(one));
      button.focus();
      return box;
    }

    choose(box) {
      this.chosen = box;
      this.boxes.forEach((one) => one.button.setAttribute("aria-pressed", one === box));
      this.tell(box);
    }

    draw(box) {
      const number = this.boxes.indexOf(box) + 1;
      for (const side of ["left", "top", "width", "height"]) box.button.style[side] = `${box[side]}%`;
      box.button.setAttribute("aria-label", this.section.dataset.box.replace("{number}", number));
    }

    tell(box) {
      const facts = { number: this.boxes.indexOf(box) + 1, all: this.boxes.length };
      for (const side of ["left", "top", "width", "height"]) facts[side] = Math.round(box[side]);
      this.say(this.section.dataset.at.replace(/\{(\w+)\}/g, (_whole, word) => facts[word]));
    }

    place(box, left, top, width, height) {
      box.width = within(width, LEAST, 100);
      box.height = within(height, LEAST, 100);
      box.left = within(left, 0, 100 - box.width);
      box.top = within(top, 0, 100 - box.height);
      this.draw(box);
    }

    size(by) {
      const box = this.chosen;
      if (!box) return;
      this.place(box, box.left - by / 2, box.top - by / 2, box.width + by, box.height + by);
      this.tell(box);
    }

    remove() {
      const box = this.chosen;
      if (!box) return;
      const at = this.boxes.indexOf(box);
      this.boxes.splice(at, 1);
      box.button.remove();
      this.chosen = null;
      this.boxes.forEach((one) => this.draw(one));
      const next = this.boxes[Math.min(at, this.boxes.length - 1)];
      (next ? next.button : this.section.querySelector("[data-cover-add]")).focus();
      this.say(this.section.dataset.gone);
    }

    key(event, box) {
      const by = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
      if (event.key === "Delete" || event.key === "Backspace") this.remove();
      else if (by && event.shiftKey) this.place(box, box.left, box.top, box.width + by[0], box.height + by[1]);
      else if (by) this.place(box, box.left + by[0], box.top + by[1], box.width, box.height);
      else return;
      event.preventDefault();
      if (by) this.tell(box);
    }

    // A tap beside every box makes one there; a box is dragged, and its corner draws it larger.
    down(event) {
      const frame = this.stage.getBoundingClientRect();
      const at = (one) => [100 * (one.clientX - frame.left) / frame.width, 100 * (one.clientY - frame.top) / frame.height];
      const [x, y] = at(event);
      let box = this.boxes.find((one) => one.button === event.target);
      event.preventDefault();
      if (!box) box = this.add(x - FIRST / 2, y - FIRST / 2);
      if (!box) return;
      box.button.focus();
      const edge = box.button.getBoundingClientRect();
      const corner = event.clientX > edge.right - 14 && event.clientY > edge.bottom - 14 && event.target === box.button;
      const began = { ...box };
      const move = (one) => {
        const [toX, toY] = at(one);
        if (corner) this.place(box, began.left, began.top, began.width + toX - x, began.height + toY - y);
        else this.place(box, began.left + toX - x, began.top + toY - y, began.width, began.height);
      };
      const up = () => {
        window.removeEventListener("pointermove", move);
        this.tell(box);
      };
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", up, { once: true });
      window.addEventListener("pointercancel", up, { once: true });
    }

    // What is sent is a new picture, painted; the one with the faces stays where it was.
    async send(event) {
      if (this.section.dataset.src && !this.boxes.length && !this.input.files.length) {
        event.preventDefault();
        this.say(this.section.dataset.none);
        this.section.querySelector("[data-cover-add]").focus();
        return;
      }
      if (!this.boxes.length || this.sent) return;
      event.preventDefault();
      const painting = this.canvas.getContext("2d");
      painting.fillStyle = "#000";
      for (const box of this.boxes) {
        const [wide, high] = [this.canvas.width / 100, this.canvas.height / 100];
        painting.fillRect(Math.floor(box.left * wide), Math.floor(box.top * high), Math.ceil(box.width * wide), Math.ceil(box.height * high));
      }
      const blob = await new Promise((done) => this.canvas.toBlob(done, "image/jpeg", 0.92));
      try {
        const carried = new DataTransfer();
        carried.items.add(new File([blob], `${this.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" }));
        this.input.files = carried.files;
      } catch {
        this.say(this.section.dataset.failed);
        return;
      }
      this.sent = true;
      this.form.requestSubmit(event.submitter);
    }
  }

  for (const section of document.querySelectorAll("[data-box][id]")) {
    const form = section.closest("form");
    const input = form && form.querySelector("input[type=file]");
    if (!input) continue;
    const cover = new Cover(section, input, form);
    if (section.dataset.src) {
      fetch(section.dataset.src).then((answer) => answer.blob()).then((blob) => cover.open(blob)).catch(() => {});
    }
    input.addEventListener("change", () => {
      cover.sent = false;
      if (input.files.length === 1) cover.open(input.files[0]);
      else section.hidden = true;
    });
  }
})();
