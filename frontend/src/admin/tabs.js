/** Tabs that do not all fit beside each other: the current one is scrolled into sight. */
export function startTabs() {
  const current = document.querySelector(".tabs [aria-current]");
  const list = current?.closest("ul");
  if (list) list.scrollLeft = current.offsetLeft + current.offsetWidth - list.clientWidth / 2;
}
