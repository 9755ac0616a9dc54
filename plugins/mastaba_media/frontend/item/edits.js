/** The inputs of the form are what is sent: everything drawn reads them, and writes to them. */
import { clamp, inside } from "./geometry.js";

const CROP = ["left", "top", "width", "height"];
const FOCUS = ["focus_x", "focus_y"];

export class Edits {
  constructor(root) {
    const all = [...root.querySelectorAll("[data-edit]")];
    this.inputs = Object.fromEntries(all.map((input) => [input.dataset.edit, input]));
  }

  /** @returns {{turn: number, crop: number[], focus: number[]}} fractions of the turned picture */
  read() {
    const crop = inside(CROP.map((name) => this.#fraction(name, name === "width" || name === "height" ? 1 : 0)));
    const focus = FOCUS.map((name) => clamp(this.#fraction(name, 0.5)));
    return { turn: Number(this.inputs.turn.value) || 0, crop, focus };
  }

  /** Write them, and let the form know (autosave, the picture) when something differs. */
  write({ turn, crop, focus }) {
    const before = JSON.stringify(this.#values());
    this.inputs.turn.value = String(turn);
    CROP.forEach((name, at) => this.#put(name, crop[at]));
    FOCUS.forEach((name, at) => this.#put(name, focus[at]));
    if (JSON.stringify(this.#values()) === before) return;
    this.inputs.turn.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Call `changed` after every change, by hand or by script. */
  onChange(changed) {
    for (const input of Object.values(this.inputs)) {
      input.addEventListener("input", changed);
      input.addEventListener("change", changed);
    }
  }

  #fraction(name, plain) {
    const { value, valueAsNumber } = this.inputs[name];
    return value === "" || Number.isNaN(valueAsNumber) ? plain : valueAsNumber / 100;
  }

  #put(name, fraction) {
    this.inputs[name].value = String(Math.round(fraction * 10_000) / 100);
  }

  #values() {
    return Object.values(this.inputs).map(({ value }) => value);
  }
}
