/** The title is one line of text in a field that grows: Enter goes on to the body. */

export function startTitle(form) {
  const title = form?.querySelector("textarea[data-title]");
  if (!title) return;
  title.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    form.querySelector("mastaba-body")?.focusStart?.();
  });
  title.addEventListener("input", () => oneLine(title));
  if (!CSS.supports("field-sizing", "content")) startGrowing(title);
}

function oneLine(title) {
  if (!/[\r\n]/.test(title.value)) return;
  title.value = title.value.replace(/\s*[\r\n]+\s*/g, " ");
}

function startGrowing(field) {
  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  };
  field.addEventListener("input", grow);
  grow();
}
