/** Short messages at the bottom: they go by themselves, errors stay. */
import { h } from "../shared/dom.js";

const STAY = 8_000;

export function startToasts() {
  document.querySelectorAll("[data-toast]").forEach(live);
}

/** Say something: `kind` is "ok" or "error"; `action` is a button, `{label, run}`. */
export function toast(text, kind = "ok", action = undefined) {
  const close = h("button", {
    type: "button",
    class: "icon-button icon-button-small",
    "data-toast-close": true,
    "aria-label": "Close this message",
  }, "×");
  const box = h("div", { class: kind === "error" ? "toast toast-error" : "toast", "data-toast": true });
  const button = action && h("button", { type: "button", class: "link-button", onclick: action.run }, action.label);
  box.append(h("span", {}, text), ...(button ? [button] : []), close);
  document.querySelector("[data-toasts]")?.replaceChildren(box);
  live(box);
}

function live(box) {
  let timer;
  const leave = () => {
    if (!box.matches(".toast-error, :focus-within, :hover")) timer = setTimeout(() => box.remove(), STAY);
  };
  const stay = () => clearTimeout(timer);
  box.querySelector("[data-toast-close]")?.addEventListener("click", () => box.remove());
  box.addEventListener("pointerenter", stay);
  box.addEventListener("focusin", stay);
  box.addEventListener("pointerleave", leave);
  box.addEventListener("focusout", () => queueMicrotask(leave));
  leave();
}
