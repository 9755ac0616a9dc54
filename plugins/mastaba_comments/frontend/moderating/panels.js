/**
 * What opens below a comment: its thread, and the forms to answer, to change, and about its author.
 *
 * Each is a piece (`[data-part]`) of the page that the link leads to. One is open at a time; what
 * somebody typed is never thrown away by opening another.
 */
import { csrfToken, getMarkup, postForm } from "../../../../frontend/src/shared/http.js";
import { toast } from "../../../../frontend/src/admin/toasts.js";

export function startPanels(queue) {
  queue.form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-open]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(queue, link);
    }
    const close = event.target.closest("[data-place] [data-close]");
    if (!close) return;
    event.preventDefault();
    shut(close.closest("[data-comment]"));
  });
  queue.form.addEventListener("keydown", (event) => {
    const part = event.key === "Escape" && event.target.closest("[data-place] > *");
    if (part) leave(queue, part);
  });
}

async function open(queue, link) {
  const row = link.closest("[data-comment]");
  const place = row.querySelector("[data-place]");
  if (place.dataset.shows === link.dataset.open) return shut(row);
  const other = queue.form.querySelector("[data-place] > *");
  if (other && isWritten(other)) {
    toast("Save or cancel what you are writing first.", "error");
    return focusIn(other);
  }
  const part = await fetched(link.href);
  if (!part) return;
  queue.form.querySelectorAll("[data-place]:not(:empty)").forEach((old) => shut(old.closest("[data-comment]")));
  part.dataset.from = link.href;
  part.addEventListener("submit", (event) => send(queue, event)); // it does not rise beyond a form
  place.replaceChildren(part);
  place.dataset.shows = link.dataset.open;
  focusIn(part);
  part.scrollIntoView({ block: "nearest" });
}

async function fetched(url) {
  try {
    const page = new DOMParser().parseFromString(await getMarkup(url), "text/html");
    return page.querySelector("[data-part]");
  } catch (error) {
    toast(`This could not be opened: ${error.message}.`, "error");
    return null;
  }
}

function shut(row) {
  const place = row.querySelector("[data-place]");
  place.replaceChildren();
  delete place.dataset.shows;
  row.focus({ preventScroll: true });
}

/** Escape: back to the row, and away with the panel unless something is written in it. */
function leave(queue, part) {
  const row = part.closest("[data-comment]");
  if (isWritten(part)) queue.focus(row);
  else shut(row);
}

function focusIn(part) {
  const field = part.querySelector("textarea, input:not([type=hidden]), button, a");
  if (field && !part.matches(".mod-around")) return field.focus();
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
}

const isWritten = (part) =>
  [...part.querySelectorAll("textarea, input:not([type])")].some((field) => field.value !== field.defaultValue);

async function send(queue, event) {
  const form = event.target;
  const part = form.closest("[data-place] > *");
  if (!part || event.defaultPrevented) return;
  event.preventDefault();
  const data = new FormData(form);
  const { submitter } = event;
  if (submitter?.name) data.set(submitter.name, submitter.value);
  if ("busy" in part.dataset) return;
  part.dataset.busy = "";
  try {
    done(queue, part.closest("[data-comment]"), await postForm(part.dataset.from, data, csrfToken(form)));
  } catch (error) {
    wrong(part, `${error.message}.`);
  }
  delete part.dataset.busy;
}

function done(queue, row, answer) {
  shut(row);
  const text = row.querySelector("[data-text]");
  if (answer.html && text) text.innerHTML = answer.html;
  queue.did(answer);
}

function wrong(part, sentence) {
  const place = part.querySelector("[data-error]");
  place.textContent = sentence;
  place.hidden = false;
  part.querySelector("textarea")?.setAttribute("aria-invalid", "true");
  focusIn(part);
}
