/** What a typed text means as a link address; null when it is a search. */
import { isSafeAddress } from "./safe-address.js";

const EMAIL = /^[^\s@/]+@[^\s@/]+\.[a-z]{2,}$/i;
const HOST = /^([a-z0-9-]+\.)+[a-z]{2,}(:\d+)?([/?#]|$)/i;

/** @returns {string | null} */
export function asAddress(text) {
  const typed = text.trim();
  if (!typed || /\s/.test(typed)) return null;
  if (/^[#/?]/.test(typed)) return typed;
  if (EMAIL.test(typed)) return `mailto:${typed}`;
  if (HOST.test(typed)) return `https://${typed}`;
  return /^[a-z][a-z0-9+.-]*:./i.test(typed) && isSafeAddress(typed) ? typed : null;
}
