/** Crop, turn and focal point in one place: drawn over the picture, kept in the form's inputs. */
import { Edits } from "./edits.js";
import { FocusPoint } from "./focus-point.js";
import { framed, shaped, turned, WHOLE } from "./geometry.js";
import { drawPart, drawTurned, loaded } from "./picture.js";
import { Selection } from "./selection.js";

const PREVIEW = 260; // pixels
const HIGHEST = 30; // rem that the picture is high at most

export function startCrop(details) {
  const opener = document.querySelector("[data-crop-open]");
  details.classList.add("is-drawn");
  opener.hidden = false;
  let editor;
  opener.addEventListener("click", () => {
    details.open = !details.open;
    editor ??= new CropEditor(details);
  });
  details.addEventListener("toggle", () => {
    opener.setAttribute("aria-expanded", String(details.open));
    document.querySelector("[data-zoom]").hidden = details.open;
    if (details.open) editor?.draw();
  });
}

class CropEditor {
  constructor(root) {
    this.root = root;
    this.stage = root.querySelector("[data-crop-stage]");
    this.canvas = document.createElement("canvas");
    this.edits = new Edits(root);
    this.selection = new Selection((crop) => this.#put({ crop }));
    this.focus = new FocusPoint(this.stage, (focus) => this.#put({ focus }));
    this.#prepare().catch((error) => this.stage.replaceChildren(`This cannot be drawn: ${error.message}.`));
  }

  async #prepare() {
    this.stage.hidden = false;
    this.image = await loaded(this.root.dataset.source);
    this.stage.replaceChildren(this.canvas, this.selection.element, this.focus.element);
    this.root.querySelectorAll("[hidden]").forEach((part) => (part.hidden = false));
    this.#listen();
    this.draw();
    this.focus.element.focus();
  }

  #listen() {
    this.edits.onChange(() => this.draw());
    const on = (selector, run) =>
      this.root.querySelectorAll(selector).forEach((part) => part.addEventListener("click", () => run(part)));
    on("[data-turn]", ({ dataset }) => this.edits.write(turned(this.edits.read(), Number(dataset.turn))));
    on("[data-ratio]", (button) => this.#shape(button));
    on("[data-crop-reset]", () => this.edits.write({ turn: 0, crop: WHOLE, focus: [0.5, 0.5] }));
  }

  /** Draw everything as the inputs say. */
  draw() {
    if (!this.image) return;
    const edits = this.edits.read();
    if (this.turn !== edits.turn) drawTurned(this.canvas, this.image, edits.turn);
    this.turn = edits.turn;
    this.stage.style.aspectRatio = `${this.canvas.width} / ${this.canvas.height}`;
    this.stage.style.maxInlineSize = `${(HIGHEST * this.canvas.width) / this.canvas.height}rem`;
    this.selection.show(edits.crop);
    this.focus.show(edits.focus);
    for (const figure of this.root.querySelectorAll("[data-preset]")) this.#preview(figure, edits);
  }

  #preview(figure, edits) {
    const box = framed(Number(figure.dataset.preset) || null, this.#shapeOfAll, edits);
    drawPart(figure.querySelector("canvas"), this.canvas, box, PREVIEW);
  }

  #shape(button) {
    const ratio = Number(button.dataset.ratio) || null;
    this.root
      .querySelectorAll("[data-ratio]")
      .forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
    this.selection.ratio = ratio;
    if (ratio) this.#put({ crop: shaped(ratio, this.#shapeOfAll, this.edits.read().crop) });
  }

  get #shapeOfAll() {
    return this.canvas.width / this.canvas.height;
  }

  #put(changed) {
    this.edits.write({ ...this.edits.read(), ...changed });
  }
}
