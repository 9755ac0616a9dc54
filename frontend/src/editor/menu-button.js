/** A button that opens a menu of commands beside it. */
import { h, uniqueId } from "../shared/dom.js";
import { wireMenu } from "../shared/menu.js";
import { place } from "../shared/place.js";
import { icon } from "./icons.js";

/**
 * @param {{label: string, face: string, items: (null | {title: string, icon?: string,
 *   face?: string, hint?: string, run: () => void, active?: () => boolean,
 *   possible?: () => boolean})[]}} options `face` = trusted markup
 * @returns {{button: HTMLElement, panel: HTMLElement}}
 */
export function menuButton({ label, face, items }) {
  const id = uniqueId("menu");
  const rows = items.map((item) => (item ? row(item, () => panel.hidePopover()) : h("hr")));
  const panel = h("div", { id, popover: "auto", role: "menu", "aria-label": label, class: "menu" }, rows);
  const button = h("button", {
    type: "button",
    class: "tool tool-menu",
    "aria-label": label,
    title: label,
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    popovertarget: id,
    html: face + icon("chevron"),
  });
  panel.addEventListener("beforetoggle", () => markActive(rows, items));
  panel.addEventListener("toggle", (event) => event.newState === "open" && place(panel, button));
  wireMenu(button, panel);
  return { button, panel };
}

function row(item, close) {
  const click = () => {
    close();
    item.run();
  };
  const content = [
    h("span", { class: "option-icon", html: item.face ?? (item.icon ? icon(item.icon) : "") }),
    h("span", { class: "option-title" }, item.title),
    item.hint && h("kbd", {}, item.hint),
  ];
  return h("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: click }, content);
}

function markActive(rows, items) {
  items.forEach((item, index) => {
    if (!item) return;
    rows[index].toggleAttribute("data-active", Boolean(item.active?.()));
    rows[index].hidden = item.possible?.() === false;
  });
}
