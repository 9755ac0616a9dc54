/** A copy of unsaved text in this browser, until the server has it. */
import { recall, remember } from "./memory.js";

const NOT_TEXT = new Set(["csrf_token", "version", "action"]);

/** The fields a person writes, in order, as pairs. */
export const textOf = (formData) =>
  [...formData].filter(([name, value]) => !NOT_TEXT.has(name) && typeof value === "string");

export class LocalCopy {
  /** @param {string} address of the autosave: one copy for each page and person */
  constructor(address) {
    const { pathname, search } = new URL(address, location.href);
    this.name = `copy:${document.body.dataset.person ?? ""}:${pathname}${search}`;
  }

  /** @returns {boolean} whether this browser keeps it */
  keep(formData, version) {
    return remember(this.name, { time: Date.now(), version, fields: textOf(formData) });
  }

  drop() {
    remember(this.name, undefined);
  }

  /** The copy, unless it says the same as the form; then it is forgotten. */
  find(formData) {
    const copy = recall(this.name);
    if (!copy?.fields) return null;
    if (!sameText(copy.fields, textOf(formData))) return copy;
    this.drop();
    return null;
  }
}

/** Equal fields; bodies are compared as JSON, so that spacing does not matter. */
export function sameText(one, other) {
  const plain = (pairs) => JSON.stringify(pairs.map(([name, value]) => [name, canonical(value)]).sort());
  return plain(one) === plain(other);
}

function canonical(value) {
  if (!value.startsWith("{")) return value.replaceAll("\r\n", "\n");
  try {
    return sorted(JSON.parse(value));
  } catch {
    return value;
  }
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}
