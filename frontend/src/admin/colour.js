/** A picker beside the text of a colour; an empty text stays empty until one is picked. */
import { h } from "../shared/dom.js";

export function startColours() {
  start(document);
  document.addEventListener("mastaba:entry", ({ target }) => start(target));
}

function start(root) {
  for (const place of root.querySelectorAll("[data-colour]")) {
    const text = place.querySelector("input");
    const picker = h("input", { type: "color", "aria-label": `Pick: ${text.labels[0]?.textContent.trim()}` });
    const show = () => {
      const known = /^#[0-9a-f]{6}$/i.test(text.value.trim());
      picker.value = known ? text.value.trim() : "#808080";
      picker.dataset.empty = String(!known);
    };
    picker.addEventListener("input", () => {
      text.value = picker.value;
      text.dispatchEvent(new Event("input", { bubbles: true }));
    });
    text.addEventListener("input", show);
    show();
    place.append(picker);
  }
}
