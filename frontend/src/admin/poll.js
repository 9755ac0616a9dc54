/** Reads `[data-poll=on]` of this screen again every two seconds, until the server says "off". */

const EVERY = 2_000; // milliseconds

export function startPolling() {
  const place = document.querySelector("[data-poll=on]");
  if (place) wait(place);
}

const wait = (place) => setTimeout(() => refresh(place), EVERY);

async function refresh(place) {
  const answer = document.hidden ? null : await page();
  const news = answer?.getElementById(place.id);
  if (!news) return wait(place);
  if (news.innerHTML !== place.innerHTML && !place.contains(document.activeElement)) {
    place.replaceChildren(...news.childNodes);
  }
  if (news.dataset.poll === "on") wait(place);
}

async function page() {
  try {
    const response = await fetch(location.href, { credentials: "same-origin" });
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}
