/**
 * Drag files onto a folder: they move there, as by “Move…”, which is the way of the keyboard.
 *
 * The form is sent as any other, so that a question (more people would see them) is asked on a
 * page of its own, and the answer can be undone.
 */
import { h } from "../../../../frontend/src/shared/dom.js";

const TYPE = "application/x-mastaba-files";

export function startDragging() {
  const form = document.querySelector("form[data-move-url]");
  const folders = document.querySelectorAll("[data-folder]");
  if (!form || !folders.length) return;
  form.addEventListener("dragstart", (event) => lift(form, event));
  form.addEventListener("dragend", () => mark(form, []));
  for (const row of form.querySelectorAll("[data-row]")) row.draggable = true;
  for (const folder of folders) takeDrops(form, folder);
}

function lift(form, event) {
  const row = event.target.closest?.("[data-row]");
  if (!row) return;
  const rows = chosen(form, row);
  mark(form, rows);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData(TYPE, rows.map(({ dataset }) => dataset.id).join(" "));
}

/** The ticked ones when the dragged one is among them, else it alone. */
function chosen(form, row) {
  const ticked = [...form.querySelectorAll("[data-row]:has(input[name=select]:checked)")];
  return ticked.includes(row) ? ticked : [row];
}

function mark(form, rows) {
  form.querySelectorAll("[data-dragged]").forEach((row) => delete row.dataset.dragged);
  rows.forEach((row) => (row.dataset.dragged = ""));
}

function takeDrops(form, folder) {
  const ours = (event) => event.dataTransfer.types.includes(TYPE);
  folder.addEventListener("dragover", (event) => {
    if (!ours(event)) return;
    event.preventDefault();
    folder.dataset.over = "";
  });
  folder.addEventListener("dragleave", () => delete folder.dataset.over);
  folder.addEventListener("drop", (event) => {
    delete folder.dataset.over;
    if (!ours(event)) return;
    event.preventDefault();
    event.stopPropagation();
    move(form, event.dataTransfer.getData(TYPE).split(" "), folder.dataset.folder);
  });
}

function move(form, ids, target) {
  const field = (name, value) => h("input", { type: "hidden", name, value });
  const token = form.elements.namedItem("csrf_token").value;
  const fields = [field("csrf_token", token), field("target", target), field("stay", "1")];
  const sent = h("form", { method: "post", action: form.dataset.moveUrl, hidden: true });
  sent.append(...fields, ...ids.map((id) => field("select", id)));
  document.body.append(sent);
  sent.submit();
}
