/** Arrow keys among things that stand in rows. */

/**
 * The element that an arrow, Home or End leads to; undefined for other keys and at the edge.
 *
 * @param {Element[]} elements in reading order
 */
export function neighbour(elements, current, key) {
  const at = elements.indexOf(current);
  switch (key) {
    case "ArrowRight":
      return elements[at + 1];
    case "ArrowLeft":
      return elements[at - 1];
    case "ArrowDown":
      return nearest(current, elements.slice(at + 1), (box, here) => box.top >= here.bottom - 1);
    case "ArrowUp":
      return nearest(current, elements.slice(0, at).reverse(), (box, here) => box.bottom <= here.top + 1);
    case "Home":
      return elements[0];
    case "End":
      return elements.at(-1);
  }
  return undefined;
}

/** Of the next row: the one whose middle is nearest. */
function nearest(current, others, isBeyond) {
  const here = current.getBoundingClientRect();
  const beyond = others.map((element) => ({ element, box: element.getBoundingClientRect() })).filter(({ box }) => isBeyond(box, here));
  const row = beyond.filter(({ box }) => Math.abs(box.top - beyond[0].box.top) < 2);
  const away = ({ box }) => Math.abs(box.left + box.width / 2 - here.left - here.width / 2);
  return row.sort((a, b) => away(a) - away(b))[0]?.element;
}
