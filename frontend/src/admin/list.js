/** Lists: ticking many rows, and moving through them with j, k, x and Enter. */

export function startLists() {
  document.querySelectorAll("form[data-list]").forEach(startTicks);
  startKeys();
}

function startTicks(form) {
  const all = form.querySelector("[data-select-all]");
  const boxes = () => [...form.querySelectorAll('input[name="select"]')];
  const every = form.querySelector("[data-select-every]");
  let last;
  all?.addEventListener("change", () => {
    boxes().forEach((box) => (box.checked = all.checked));
    showCount(form, boxes(), all);
  });
  form.addEventListener("click", (event) => {
    if (event.target.name !== "select") return;
    if (event.shiftKey && last) tickRange(boxes(), last, event.target);
    last = event.target;
  });
  form.addEventListener("change", () => showCount(form, boxes(), all, every));
  showCount(form, boxes(), all);
}

function tickRange(boxes, from, to) {
  const [first, last] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
  boxes.slice(first, last + 1).forEach((box) => (box.checked = to.checked));
}

function showCount(form, boxes, all, every) {
  const count = boxes.filter((box) => box.checked).length;
  const text = form.querySelector("[data-bulk-count]");
  if (text) text.textContent = counted(count, every, form.dataset);
  if (!all) return;
  all.checked = count > 0 && count === boxes.length;
  all.indeterminate = count > 0 && count < boxes.length;
}

function counted(count, every, { noun = "page", nounMany = "pages" }) {
  if (every?.checked) return "Selected, with those on other pages of the list:";
  return `${count} ${count === 1 ? noun : nounMany} selected:`;
}

function startKeys() {
  const rows = () => [...document.querySelectorAll("[data-row]")];
  if (!rows().length) return;
  document.addEventListener("keydown", (event) => {
    if (busy(event)) return;
    const all = rows();
    const row = document.activeElement.closest("[data-row]");
    const step = { j: 1, k: -1 }[event.key];
    if (step) go(all, all.indexOf(row) + (row ? step : step > 0 ? 1 : all.length), event);
    if (event.key === "x" && row) row.querySelector('input[name="select"]')?.click();
  });
}

/** Letters belong to whoever writes, and to dialogs and trees. */
function busy({ target, ctrlKey, metaKey, altKey, defaultPrevented }) {
  if (defaultPrevented || ctrlKey || metaKey || altKey) return true;
  if (target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable="true"]')) return true;
  return Boolean(target.closest('dialog, [role="tree"], [popover]'));
}

function go(rows, index, event) {
  const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
  event.preventDefault();
  row.querySelector("[data-row-link]")?.focus();
  row.scrollIntoView({ block: "nearest" });
}
