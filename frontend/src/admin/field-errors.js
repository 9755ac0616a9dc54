/** Put the server's sentences beside their fields. */

/** @param {HTMLFormElement} form @param {Record<string, string>} errors by field name */
export function showFieldErrors(form, errors) {
  for (const place of form.querySelectorAll("[data-error-for]")) {
    const sentence = errors[place.dataset.errorFor];
    (place.querySelector("span") ?? place).textContent = sentence ?? "";
    place.hidden = !sentence;
    mark(form.elements.namedItem(place.dataset.errorFor), place, Boolean(sentence));
  }
}

/** Labels of the fields with an error, to name them where there is no room for sentences. */
export function labelsOf(form, errors) {
  const fields = Object.keys(errors).map((name) => form.elements.namedItem(name));
  const labels = fields.map((field) => field?.labels?.[0]?.textContent.trim());
  return labels.filter(Boolean);
}

function mark(field, place, wrong) {
  if (!(field instanceof HTMLElement)) return;
  if (wrong) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  const ids = new Set((field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (wrong) ids.add(place.id);
  else ids.delete(place.id);
  if (ids.size) field.setAttribute("aria-describedby", [...ids].join(" "));
  else field.removeAttribute("aria-describedby");
}
