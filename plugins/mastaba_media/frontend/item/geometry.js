/**
 * Crop, turn and focal point of a picture, without a screen.
 *
 * Boxes are `[left, top, width, height]`, points `[x, y]`, in fractions of the turned picture.
 */

export const WHOLE = [0, 0, 1, 1];
export const LEAST = 0.01;

export const clamp = (value, least = 0, most = 1) => Math.max(least, Math.min(most, value));

/** The box with its edges inside the picture, and not smaller than one per cent. */
export function inside([left, top, width, height]) {
  const [x, y] = [clamp(left, 0, 1 - LEAST), clamp(top, 0, 1 - LEAST)];
  return [x, y, clamp(width, LEAST, 1 - x), clamp(height, LEAST, 1 - y)];
}

/** Where a point of the picture is after a quarter turn clockwise. */
export const turnedPoint = ([x, y]) => [1 - y, x];

/** The same for a box. */
export const turnedBox = ([left, top, width, height]) => [1 - top - height, left, height, width];

/** `edits` after so many degrees more, clockwise. */
export function turned(edits, degrees) {
  let { crop, focus } = edits;
  for (let done = 0; done < degrees; done += 90) [crop, focus] = [turnedBox(crop), turnedPoint(focus)];
  return { turn: (edits.turn + degrees) % 360, crop, focus };
}

/**
 * What of the picture a preset shows: all of the crop, or the largest box of its shape in it, with
 * the focal point as near to its middle as the crop lets.
 *
 * @param {number|null} ratio width by height, in pixels
 * @param {number} shape width by height of the turned picture, in pixels
 */
export function framed(ratio, shape, { crop, focus }) {
  const [left, top, width, height] = crop;
  if (!ratio) return crop;
  const wanted = ratio / shape; // the ratio, in fractions
  const w = Math.min(width, height * wanted);
  const h = Math.min(height, width / wanted);
  const x = clamp(focus[0] - w / 2, left, left + width - w);
  const y = clamp(focus[1] - h / 2, top, top + height - h);
  return [x, y, w, h];
}

/** The largest box of this shape about the middle of `crop`. */
export function shaped(ratio, shape, crop) {
  const middle = [crop[0] + crop[2] / 2, crop[1] + crop[3] / 2];
  return framed(ratio, shape, { crop, focus: middle });
}
