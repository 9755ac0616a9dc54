/** Put a floating element beside what it belongs to, inside the window. */
import { autoUpdate, computePosition, flip, offset, shift, size } from "@floating-ui/dom";

/**
 * @param {HTMLElement} floating element with `position: fixed`
 * @param {Element | {getBoundingClientRect: () => DOMRect}} anchor
 */
export async function place(floating, anchor, placement = "bottom-start", gap = 6) {
  const middleware = [offset(gap), flip({ padding: 8 }), shift({ padding: 8 }), fit(floating)];
  floating.style.maxHeight = ""; // its natural height decides on which side it fits
  const options = { strategy: "fixed", placement, middleware };
  const { x, y } = await computePosition(anchor, floating, options);
  Object.assign(floating.style, { left: `${x}px`, top: `${y}px` });
}

/** Follow the anchor while the page scrolls. @returns {() => void} stops following */
export const follow = (floating, anchor, placement, gap) =>
  autoUpdate(anchor, floating, () => place(floating, anchor, placement, gap));

function fit(floating) {
  return size({
    padding: 8,
    apply({ availableHeight }) {
      floating.style.maxHeight = `${Math.max(availableHeight, 120)}px`;
    },
  });
}
