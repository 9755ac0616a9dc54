/** A notice above a form, in the admin's own markup. */
import { h } from "../shared/dom.js";

/**
 * @param {Element} place first child of it becomes the notice
 * @param {{kind: "warn" | "danger", title: string, text?: string, actions: Node[]}} parts
 * @returns {HTMLElement}
 */
export function showNotice(place, { kind, title, text, actions }) {
  const content = h("div", {}, h("strong", {}, title), text && h("p", {}, text));
  content.append(h("p", { class: "actions" }, actions));
  const role = kind === "danger" ? "alert" : "status";
  const notice = h("div", { class: `notice notice-${kind}`, role }, content);
  place.prepend(notice);
  return notice;
}

/** A button that removes its notice and does its work. */
export function noticeButton(label, action, strong = false) {
  const press = (event) => {
    event.target.closest(".notice").remove();
    action();
  };
  const kind = strong ? "button button-strong button-small" : "button button-small";
  return h("button", { type: "button", class: kind, onclick: press }, label);
}
