/** Copy the value of a field, and say so on the button. */

export function startCopy() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", () => copy(button));
  }
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  source.select?.();
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    say(button, "Copied");
  } catch {
    say(button, "Press Ctrl+C");
  }
}

function say(button, text) {
  const label = button.querySelector("span") ?? button;
  const before = label.textContent;
  label.textContent = text;
  setTimeout(() => (label.textContent = before), 2_000);
}
