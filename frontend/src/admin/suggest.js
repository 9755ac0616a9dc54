/** `input[list][data-suggest=URL]`: what may be meant, from the server, while somebody types. */
import { debounce, h } from "../shared/dom.js";
import { getJson } from "../shared/http.js";

export function startSuggestions() {
  for (const input of document.querySelectorAll("input[list][data-suggest]")) {
    const list = document.getElementById(input.getAttribute("list"));
    input.addEventListener("input", debounce(() => suggest(input, list), 150));
  }
}

async function suggest(input, list) {
  const words = input.value.trim();
  if (!words) return;
  const url = new URL(input.dataset.suggest, location.href);
  url.searchParams.set("q", words);
  const labels = await getJson(url).catch(() => []);
  if (input.value.trim() === words) list.replaceChildren(...labels.map((value) => h("option", { value })));
}
