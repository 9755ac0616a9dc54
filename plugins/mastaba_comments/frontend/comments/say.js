/** A sentence where somebody is, seen and read aloud; the one before it goes. */

/** @returns {HTMLElement} the box, which stands before `place` */
export function say(section, place, words, ...links) {
  section.querySelector("[data-said]")?.remove();
  const box = document.createElement("p");
  box.className = "comments-note";
  box.dataset.said = "";
  box.tabIndex = -1;
  box.setAttribute("role", "status");
  place.before(box);
  setTimeout(() => box.append(words, ...links.flatMap((link) => [" ", link]))); // a change is read aloud
  return box;
}
