/** The keys of the queue: one letter each, while nobody writes. */
import { showShortcuts } from "../../../../frontend/src/shared/dialog.js";
import { toast } from "../../../../frontend/src/admin/toasts.js";

const ACTS = { a: ["approve", "settle"], l: ["settle"], s: ["spam"], t: ["trash"], w: ["wait"] };
const PANELS = { e: "edit", r: "answer", b: "author", o: "around" };
const STEPS = { j: 1, k: -1 };
const ARROWS = { ArrowDown: 1, ArrowUp: -1 };
const HELP = [
  ["Comments", [
    ["Next, the one before", "j k"], ["Approve, or leave as it is", "a"], ["Spam", "s"], ["Trash", "t"],
    ["Hold back", "w"], ["Change its words", "e"], ["Answer", "r"], ["Its author: trust, ban", "b"],
    ["What stands around it", "o"], ["Tick", "x"], ["Undo", "u"], ["Leave a form", "Esc"], ["This list", "?"],
  ]],
];

export function startKeys(queue) {
  const help = document.querySelector("[data-mod-help]");
  if (help) {
    help.hidden = false;
    help.addEventListener("click", () => showShortcuts(HELP));
  }
  document.addEventListener("keydown", (event) => {
    if (!isBusy(event) && press(queue, event)) event.preventDefault();
  });
}

/** Letters belong to whoever writes, and to dialogs, menus and trees. */
function isBusy({ target, key, ctrlKey, metaKey, altKey, defaultPrevented, repeat }) {
  if (defaultPrevented || ctrlKey || metaKey || altKey) return true;
  if (repeat && !STEPS[key] && !ARROWS[key]) return true;
  if (target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable="true"]')) return true;
  return Boolean(target.closest('dialog, [role="tree"], [popover]'));
}

function press(queue, { key, target }) {
  const isRow = target.matches("[data-comment]");
  if (STEPS[key] || (isRow && ARROWS[key])) return queue.step(STEPS[key] ?? ARROWS[key]), true;
  if (key === "?") return showShortcuts(HELP), true;
  if (key === "u") return queue.undo(), true;
  if (key === "Enter" && isRow) return panel(queue, "around");
  if (!queue.current?.isConnected) return known(key) && (queue.step(1), true);
  if (key === "x") return queue.current.querySelector('input[name="select"]')?.click(), true;
  if (PANELS[key]) return panel(queue, PANELS[key]);
  return ACTS[key] ? act(queue, ACTS[key]) : false;
}

const known = (key) => key === "x" || key in ACTS || key in PANELS;

function act(queue, names) {
  if (!names.some((name) => queue.act(name))) toast("This comment is like that already.");
  return true;
}

function panel(queue, name) {
  queue.current?.querySelector(`[data-open="${name}"]`)?.click();
  return true;
}
