/** Modal dialogs made by script, on the native `<dialog>`. */
import { h, uniqueId } from "./dom.js";

/**
 * Show a modal dialog and forget it when it closes; focus returns where it was.
 *
 * @param {{title: string, body: Node[], footer?: Node[], className?: string, stays?: boolean}}
 *   parts `stays` = a click beside it does not close it: somebody may have typed in it
 * @returns {HTMLDialogElement} `returnValue` tells how it was closed
 */
export function showDialog({ title, body, footer = [], className = "", stays = false }) {
  const id = uniqueId("dialog");
  const close = h("button", { type: "button", class: "icon-button", "aria-label": "Close" }, "×");
  const head = h("div", { class: "dialog-head" }, h("h2", { id }, title), close);
  const dialog = h("dialog", { class: `dialog ${className}`, "aria-labelledby": id }, head);
  dialog.append(h("div", { class: "dialog-body" }, body));
  if (footer.length) dialog.append(h("div", { class: "dialog-foot" }, footer));
  close.addEventListener("click", () => dialog.close(""));
  return openModal(dialog, stays);
}

function openModal(dialog, stays) {
  const before = document.activeElement;
  dialog.addEventListener("click", (event) => event.target === dialog && !stays && dialog.close(""));
  dialog.addEventListener("close", () => {
    dialog.remove();
    before?.focus?.({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Keyboard shortcuts as a dialog: `[["Save", "Mod+S"], ...]`, keys already named. */
export function showShortcuts(groups) {
  const lists = groups.flatMap(([heading, rows]) => [
    h("h3", {}, heading),
    h("dl", { class: "shortcuts" }, rows.flatMap(shortcut)),
  ]);
  return showDialog({ title: "Keyboard shortcuts", body: lists, className: "dialog-shortcuts" });
}

const shortcut = ([what, keys]) => [h("dt", {}, what), h("dd", {}, h("kbd", {}, keys))];
