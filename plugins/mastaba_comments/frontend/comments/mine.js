/** Links to change and take back what was written in this browser, as long as that is possible. */
import { keep, recall } from "./store.js";

/** Keep the addresses of a comment that was just sent; the oldest are forgotten. */
export function remember({ uid, change, take, until }) {
  keep("mine", [...mine(), { uid, change, take, until }].slice(-20));
}

export function markOwn(section) {
  mine().forEach((one) => addLinks(section, one));
}

function mine() {
  return recall("mine", []).filter(({ until }) => new Date(until) > new Date());
}

function addLinks(section, { uid, change, take }) {
  const ways = section.querySelector(`#c-${uid} .comment-ways`);
  if (!ways || ways.querySelector("[data-own]")) return;
  ways.append(link(change, "Change"), " ", link(take, "Take back"));
}

/** @returns {HTMLAnchorElement} a way to what is one's own */
export function link(url, words) {
  const made = document.createElement("a");
  made.href = url;
  made.rel = "nofollow";
  made.dataset.own = "";
  made.textContent = words;
  return made;
}
