/** Say while somebody types whether a description will help those who do not see the picture. */
import { hintOf } from "./hint.js";

export function startHints(box) {
  const decorative = box.querySelector('input[type="checkbox"][name="decorative"]');
  const fields = [...box.querySelectorAll("[data-alt]")].map((field) => {
    const hint = document.getElementById(field.getAttribute("aria-describedby"));
    return { field, hint, plain: hint.textContent };
  });
  const show = () => fields.forEach((one) => tell(one, box, decorative));
  box.addEventListener("input", show);
  document.querySelector('[name="caption"]')?.addEventListener("input", show);
  show();
}

function tell({ field, hint, plain }, box, decorative) {
  const caption = document.querySelector('[name="caption"]')?.value ?? "";
  const found = hintOf(field.value, { name: box.dataset.fileName, caption, decorative: decorative?.checked });
  if (hint.textContent !== (found || plain)) hint.textContent = found || plain;
  hint.classList.toggle("hint-warn", Boolean(found) && !decorative?.checked);
}
