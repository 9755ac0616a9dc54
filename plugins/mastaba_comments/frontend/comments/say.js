/** A sentence for everybody, seen and read aloud. */
export function say(section, words) {
  let place = section.querySelector("[data-said]");
  if (!place) {
    place = document.createElement("p");
    place.className = "comments-note";
    place.dataset.said = "";
    place.setAttribute("role", "status");
    section.querySelector("[data-comments]")?.after(place);
  }
  place.textContent = "";
  setTimeout(() => place.append(words)); // a change is read aloud, not what is there already
}
