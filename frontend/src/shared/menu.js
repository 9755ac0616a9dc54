/**
 * Keyboard behaviour of a menu that opens as a popover: arrows, Home, End,
 * first letters; Esc and a click outside are the popover's own.
 */

const ITEMS = 'a[href], button:not([disabled]):not([hidden]), [role^="menuitem"]';

/** Wire an opener (`popovertarget`) to its popover. */
export function wireMenu(opener, panel) {
  wirePanel(opener, panel);
  opener.addEventListener("keydown", (event) => openerKey(panel, event));
}

/** Wire a popover that is made anew each time its opener is pressed. */
export function wirePanel(opener, panel) {
  panel.addEventListener("toggle", (event) => opened(opener, panel, event.newState === "open"));
  panel.addEventListener("keydown", (event) => panelKey(panel, event));
}

function opened(opener, panel, open) {
  opener.setAttribute("aria-expanded", String(open));
  if (open) (panel.querySelector("[autofocus]") ?? itemsOf(panel)[0])?.focus({ preventScroll: true });
}

function openerKey(panel, event) {
  if (event.key !== "ArrowDown" || panel.matches(":popover-open")) return;
  event.preventDefault();
  panel.showPopover();
}

function panelKey(panel, event) {
  const items = itemsOf(panel);
  const next = target(items, items.indexOf(document.activeElement), event);
  if (!next) return event.key === "Tab" && !panel.querySelector("form, input") && panel.hidePopover();
  event.preventDefault();
  next.focus();
}

function target(items, current, event) {
  const last = items.length - 1;
  switch (event.key) {
    case "ArrowDown":
      return items[current < last ? current + 1 : 0];
    case "ArrowUp":
      return items[current > 0 ? current - 1 : last];
    case "Home":
      return items[0];
    case "End":
      return items[last];
    default:
      return byLetter(items, current, event);
  }
}

function byLetter(items, current, { key, ctrlKey, metaKey, altKey, target: from }) {
  if (key.length !== 1 || key === " " || ctrlKey || metaKey || altKey) return undefined;
  if (from.matches("input, textarea")) return undefined;
  const round = [...items.slice(current + 1), ...items.slice(0, current + 1)];
  return round.find((item) => item.textContent.trim().toLowerCase().startsWith(key.toLowerCase()));
}

const itemsOf = (panel) => [...panel.querySelectorAll(ITEMS)].filter((item) => item.offsetParent);
