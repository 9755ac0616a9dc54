/** The crop as a rectangle over the picture: cropperjs draws it and follows the pointer. */
import { CropperCanvas, CropperHandle, CropperSelection, CropperShade } from "cropperjs";
import { h } from "../../../../frontend/src/shared/dom.js";
import { clamp, inside } from "./geometry.js";

const HANDLES = ["move", ..."n e s w ne nw se sw".split(" ").map((side) => `${side}-resize`)];
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 0.01; // of the picture, for one press of an arrow key
const SLACK = 0.5; // pixels that rounding may put an edge outside

export class Selection {
  /** @param {(crop: number[]) => void} moved called with the new crop, in fractions */
  constructor(moved) {
    for (const part of [CropperCanvas, CropperHandle, CropperSelection, CropperShade]) define(part);
    this.moved = moved;
    this.box = h("cropper-selection", { movable: true, resizable: true, precise: true, tabindex: "0", role: "group" });
    this.box.append(...HANDLES.map((action) => h("cropper-handle", { action, "theme-color": themeOf(action) })));
    this.element = h("cropper-canvas", { class: "crop-area" }, h("cropper-shade", {}), this.box);
    this.element.addEventListener("change", (event) => this.#change(event));
    this.box.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.show(this.crop)).observe(this.element);
  }

  /** Width by height that a drag keeps; null for any. */
  set ratio(ratio) {
    this.box.aspectRatio = ratio ?? NaN;
  }

  /** Draw this crop. */
  show(crop) {
    this.crop = crop;
    if (!crop || !this.element.offsetWidth) return;
    const [width, height] = [this.element.offsetWidth, this.element.offsetHeight];
    const [x, y, w, hh] = crop;
    this.showing = true;
    this.box.$change(x * width, y * height, w * width, hh * height, this.box.aspectRatio, true);
    this.showing = false;
    this.box.setAttribute("aria-label", words(crop));
  }

  #change(event) {
    if (this.showing || event.target !== this.box) return;
    const { x, y, width, height } = event.detail;
    const [w, hh] = [this.element.offsetWidth, this.element.offsetHeight];
    const out = x < -SLACK || y < -SLACK || x + width > w + SLACK || y + height > hh + SLACK;
    if (out || width < 4 || height < 4) return event.preventDefault();
    this.crop = inside([x / w, y / hh, width / w, height / hh]);
    this.box.setAttribute("aria-label", words(this.crop));
    this.moved(this.crop);
  }

  /** Arrows move the crop, with Shift its lower right corner. */
  #key(event) {
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [x, y, w, hh] = this.crop;
    const [right, down] = arrow.map((step) => step * STEP);
    const crop = event.shiftKey
      ? inside([x, y, w + right, hh + down])
      : [clamp(x + right, 0, 1 - w), clamp(y + down, 0, 1 - hh), w, hh];
    this.show(crop);
    this.moved(crop);
  }
}

function define(part) {
  if (!customElements.get(part.$name)) part.$define();
}

const themeOf = (action) => (action === "move" ? "rgb(255 255 255 / 1%)" : "rgb(255 255 255 / 90%)");

function words([left, top, width, height]) {
  const per = (part) => `${Math.round(part * 100)} %`;
  return `Crop: ${per(width)} by ${per(height)}, ${per(left)} from the left, ${per(top)} from the top. Arrow keys move it, with Shift they resize it.`;
}
