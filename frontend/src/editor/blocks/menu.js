/** The menu of one block: change, move, duplicate, delete. */
import { h, keyName } from "../../shared/dom.js";
import { wirePanel } from "../../shared/menu.js";
import { place } from "../../shared/place.js";
import { icon } from "../icons.js";
import { actionsFor } from "./actions.js";

/** @param {HTMLElement} opener the button that the menu belongs to */
export function openBlockMenu(editor, kit, position, opener) {
  const node = editor.state.doc.nodeAt(position);
  const panel = h("div", { class: "menu block-menu", role: "menu", popover: "auto", "aria-label": kit.titleOf(node) });
  const run = (action) => () => {
    panel.hidePopover();
    editor.view.focus();
    action.run();
  };
  panel.append(...actionsFor(editor, kit, position).map((action) => row(action, run(action))));
  panel.addEventListener("toggle", ({ newState }) => {
    if (newState === "open") place(panel, opener, "bottom-end");
    else panel.remove();
  });
  wirePanel(opener, panel);
  kit.body.append(panel);
  panel.showPopover();
}

const row = ({ title, icon: name, keys, danger }, onclick) =>
  h("button", { type: "button", role: "menuitem", tabindex: "-1", class: danger && "danger", onclick }, [
    h("span", { class: "option-icon", html: icon(name) }),
    h("span", { class: "option-title" }, title),
    keys && h("kbd", { "aria-hidden": "true" }, keyName(keys)),
  ]);
