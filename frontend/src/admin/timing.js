/** The strong button says what it will do: at once while no time is chosen, later otherwise. */

export function startTiming() {
  const time = document.querySelector("[data-timing] input[name=publish-at]");
  const button = document.querySelector("[data-publish][data-now]");
  if (!time || !button) return;
  const say = () => (button.textContent = time.value ? "Schedule" : button.dataset.now);
  time.addEventListener("input", say);
  say();
}
