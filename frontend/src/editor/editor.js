/** The edit screen's script: the writing surface. */
import { MastabaBody } from "./body-element.js";

customElements.define("mastaba-body", MastabaBody);

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-jump-link]");
  const text = link && document.getElementById(link.hash.slice(1))?.closest("mastaba-body");
  if (text?.jumpTo(link.dataset)) event.preventDefault();
});
