/** What this browser remembers; nothing breaks where storage is forbidden or full. */

const PREFIX = "mastaba:";

/** @returns {any} the remembered value, or undefined */
export function recall(name) {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? undefined : parsed(text);
  } catch {
    return undefined;
  }
}

/** @returns {boolean} whether it is kept; undefined forgets */
export function remember(name, value) {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, typeof value === "string" ? value : JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** `theme.js` reads plain words, so a plain word is stored as it is. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
