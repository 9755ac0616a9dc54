/** The turned picture as a canvas: the stage shows it, the previews take parts of it. */

const LONGEST = 1400; // pixels of its longer side; more is not seen

/** @returns {Promise<HTMLImageElement>} as its EXIF orientation says, not turned, not cropped */
export function loaded(address) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.addEventListener("load", () => resolve(image));
    image.addEventListener("error", () => reject(new Error("the picture cannot be read")));
    image.src = address;
  });
}

/** Draw `image`, turned clockwise by `turn` degrees. */
export function drawTurned(canvas, image, turn) {
  const scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
  const [width, height] = [image.naturalWidth * scale, image.naturalHeight * scale].map(Math.round);
  const upright = turn % 180 === 0;
  [canvas.width, canvas.height] = upright ? [width, height] : [height, width];
  const context = canvas.getContext("2d");
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((turn * Math.PI) / 180);
  context.drawImage(image, -width / 2, -height / 2, width, height);
}

/** Draw the part `box` (fractions) of `source`, `width` pixels wide. */
export function drawPart(canvas, source, [left, top, w, h], width) {
  const part = [left * source.width, top * source.height, w * source.width, h * source.height];
  canvas.width = width;
  canvas.height = Math.max(1, Math.round((width * part[3]) / part[2]));
  canvas.getContext("2d").drawImage(source, ...part, 0, 0, canvas.width, canvas.height);
}
