/** Grid or list: the same rows, drawn in another way, and remembered in this browser. */

const COOKIE = "media_view";
const YEAR = 31_536_000;

export function startViews() {
  const links = [...document.querySelectorAll("[data-media-view]")];
  const shelf = document.querySelector("[data-shelf]");
  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (!shelf || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(link.dataset.mediaView, shelf, links);
    });
  }
}

function show(view, shelf, links) {
  shelf.dataset.shelf = view;
  for (const link of links) {
    if (link.dataset.mediaView === view) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  document.cookie = `${COOKIE}=${view}; path=/admin; max-age=${YEAR}; samesite=lax`;
}
