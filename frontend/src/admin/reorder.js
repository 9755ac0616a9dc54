/** Put rows into another order: drag the handle, or press the buttons beside it. */
import { csrfToken, postForm } from "../shared/http.js";
import { toast } from "./toasts.js";

export function startReorder() {
  document.querySelectorAll("form[data-reorder-url]").forEach((form) => {
    form.addEventListener("click", (event) => press(form, event));
    form.addEventListener("pointerdown", (event) => drag(form, event));
  });
}

function press(form, event) {
  const button = event.target.closest('button[name="up"], button[name="down"]');
  if (!button) return;
  event.preventDefault();
  const row = button.closest("[data-row]");
  const other = button.name === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (button.name === "up") other.before(row);
  else other.after(row);
  button.focus();
  send(form, row);
}

function drag(form, event) {
  const handle = event.target.closest("[data-handle]");
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  const row = handle.closest("[data-row]");
  const before = row.nextElementSibling;
  const moved = (move) => follow(row, move.clientY);
  form.setPointerCapture(event.pointerId); // not the handle: moving it in the page loses it
  row.dataset.dragging = "";
  form.addEventListener("pointermove", moved);
  const done = () => {
    form.removeEventListener("pointermove", moved);
    delete row.dataset.dragging;
    if (row.nextElementSibling !== before) send(form, row);
  };
  form.addEventListener("lostpointercapture", done, { once: true });
}

/** Move the row while the pointer is beyond the middle of its neighbour. */
function follow(row, y) {
  const above = row.previousElementSibling;
  const below = row.nextElementSibling;
  if (above && y < middle(above)) above.before(row);
  else if (below && y > middle(below)) below.after(row);
}

function middle(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}

async function send(form, row) {
  const data = { id: row.dataset.id, before: row.nextElementSibling?.dataset.id ?? "" };
  try {
    await postForm(form.dataset.reorderUrl, data, csrfToken(form));
    toast(`${titleOf(row)} is now number ${[...row.parentElement.children].indexOf(row) + 1}.`);
  } catch (error) {
    toast(`The order was not saved: ${error.message}. Reload to see the order that holds.`, "error");
  }
}

const titleOf = (row) => row.querySelector("[data-row-link]")?.textContent.trim() ?? "The row";
