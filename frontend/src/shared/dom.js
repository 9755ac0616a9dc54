/** Small helpers over the DOM. */

/**
 * Make an element: `h("button", { type: "button", onclick: go }, "Go")`.
 *
 * A property that starts with `on` becomes a listener, `html` is trusted markup
 * of ours (icons), `true` an empty attribute; null and false are left out.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) setProperty(element, name, value);
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

function setProperty(element, name, value) {
  if (value == null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "html") element.innerHTML = value;
  else element.setAttribute(name, value === true ? "" : value);
}

let serial = 0;

/** An id no other element of the page has. */
export const uniqueId = (prefix) => `${prefix}-${++serial}`;

/** Run `action` once, `delay` milliseconds after the last call; `.cancel()` forgets it. */
export function debounce(action, delay) {
  let timer;
  const later = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), delay);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}

export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

/** `Mod+K` as the visitor's keyboard calls it. */
export const keyName = (keys) =>
  isMac
    ? keys.replace("Mod", "⌘").replace("Alt", "⌥").replace("Shift", "⇧").replaceAll("+", "")
    : keys.replace("Mod", "Ctrl");

/** Whether the event is Ctrl (⌘ on a Mac) with this key and nothing else. */
export const isMod = (event, key) =>
  (isMac ? event.metaKey : event.ctrlKey) &&
  !event.altKey &&
  event.key.toLowerCase() === key.toLowerCase();
