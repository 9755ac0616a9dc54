/**
 * Put rows into another order: drag the handle, press the buttons beside it, or Alt+arrow on a row.
 * A long list shows one page of itself: beyond its edges the server knows the neighbour.
 */
import { csrfToken, postForm } from "../shared/http.js";
import { toast } from "./toasts.js";

const STEPS = { up: "previousElementSibling", down: "nextElementSibling" };
const KEYS = { ArrowUp: "up", ArrowDown: "down" };

export function startReorder() {
  document.querySelectorAll("form[data-reorder-url]").forEach((form) => {
    form.addEventListener("click", (event) => press(form, event));
    form.addEventListener("keydown", (event) => key(form, event));
    form.addEventListener("pointerdown", (event) => drag(form, event));
  });
}

function press(form, event) {
  const button = event.target.closest('button[name="up"], button[name="down"]');
  const row = button?.closest("[data-row]");
  if (!row?.[STEPS[button.name]]) return; // at the edge of this page the form asks the server
  event.preventDefault();
  step(form, row, button.name, button);
}

function key(form, event) {
  const direction = event.altKey && !event.ctrlKey && !event.metaKey && KEYS[event.key];
  const row = direction && event.target.closest("[data-row]");
  if (!row) return;
  event.preventDefault();
  if (row[STEPS[direction]]) step(form, row, direction, event.target);
  else toast("This is the edge of the page of this list. Its buttons are under Reorder.");
}

function step(form, row, direction, focused) {
  const other = row[STEPS[direction]];
  if (direction === "up") other.before(row);
  else other.after(row);
  focused.focus();
  row.scrollIntoView({ block: "nearest" });
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
  const above = row.previousElementSibling;
  const below = row.nextElementSibling;
  const place = below ? { before: below.dataset.id } : { after: above.dataset.id };
  try {
    const { undo } = await postForm(form.dataset.reorderUrl, { id: row.dataset.id, ...place }, csrfToken(form));
    const where = above ? `below ${titleOf(above)}` : `above ${titleOf(below)}`;
    toast(`${titleOf(row)} is now ${where}.`, "ok", { label: "Undo", run: () => takeBack(form, undo) });
  } catch (error) {
    toast(`The order was not saved: ${error.message}. Reload to see the order that holds.`, "error");
  }
}

async function takeBack(form, undo) {
  try {
    await postForm(form.dataset.reorderUrl, undo, csrfToken(form));
    location.reload();
  } catch (error) {
    toast(`It could not be taken back: ${error.message}.`, "error");
  }
}

const titleOf = (row) => `“${row.querySelector("[data-row-link]")?.textContent.trim() ?? "the row"}”`;
