/** What this browser remembers, of this site only: drafts, own comments, the name if asked to. */
const PREFIX = "mastaba.comments.";

/** @returns {any} what was kept, or `none`: browsers may refuse to keep anything */
export function recall(name, none) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name)) ?? none;
  } catch {
    return none;
  }
}

/** Keep a value; nothing is kept of an empty one. */
export function keep(name, value) {
  try {
    if (value === "" || value == null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // a full or forbidden store: the form works without
  }
}
