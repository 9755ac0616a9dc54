/** The focal point: a button over the picture that is dragged, or moved by the arrow keys. */
import { h } from "../../../../frontend/src/shared/dom.js";
import { clamp } from "./geometry.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 0.01;
const LEAP = 0.1; // with Shift

export class FocusPoint {
  /** @param {(focus: number[]) => void} moved called with the new point, in fractions */
  constructor(stage, moved) {
    this.stage = stage;
    this.moved = moved;
    this.element = h("button", { type: "button", class: "focus-point", title: "Focal point" });
    this.element.addEventListener("pointerdown", (event) => this.#hold(event));
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  show([x, y]) {
    this.point = [x, y];
    this.element.style.left = `${x * 100}%`;
    this.element.style.top = `${y * 100}%`;
    const place = `${Math.round(x * 100)} % from the left, ${Math.round(y * 100)} % from the top`;
    this.element.setAttribute("aria-label", `Focal point: ${place}. Arrow keys move it.`);
  }

  #hold(event) {
    event.preventDefault();
    event.stopPropagation();
    this.element.focus();
    this.element.setPointerCapture(event.pointerId);
    const follow = ({ clientX, clientY }) => {
      const { left, top, width, height } = this.stage.getBoundingClientRect();
      this.#to([(clientX - left) / width, (clientY - top) / height]);
    };
    const leave = () => this.element.removeEventListener("pointermove", follow);
    this.element.addEventListener("pointermove", follow);
    this.element.addEventListener("lostpointercapture", leave, { once: true });
  }

  #key(event) {
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const step = event.shiftKey ? LEAP : STEP;
    this.#to([this.point[0] + arrow[0] * step, this.point[1] + arrow[1] * step]);
  }

  #to([x, y]) {
    this.show([clamp(x), clamp(y)]);
    this.moved(this.point);
  }
}
