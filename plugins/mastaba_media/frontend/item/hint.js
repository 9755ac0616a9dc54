/** What may be wrong with a description; the server's own words are in `descriptions.py`. */

const LONG = 150;
const ENDING = /\.(jpe?g|png|gif|webp|avif|svg|heic|tiff?|pdf)$/i;
const CAMERA = /^(img|dsc[fn]?|image|photo|screenshot|pxl|mvimg|scan)[\s_-]*\d*/i;
const OPENING = /^(an?\s+|the\s+)?(image|picture|photo|photograph|graphic|icon)\s+(of|showing)\b/i;

const plain = (text) => text.toLowerCase().replace(ENDING, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** @returns {string} a sentence, or "" when nothing is wrong */
export function hintOf(text, { name = "", caption = "", decorative = false } = {}) {
  const words = text.trim();
  if (decorative) return words ? "It is said to be decoration, so this description is not read out." : "";
  if (!words) return "";
  if (ENDING.test(words) || (name && plain(words) === plain(name)) || isCameraName(words))
    return "This looks like the name of the file. Say what is to be seen.";
  if (OPENING.test(words)) return "Readers know that it is a picture: begin with what is to be seen.";
  if (caption && plain(words) === plain(caption)) return "This says the same as the caption, so it would be heard twice.";
  if (words.length > LONG) return `${words.length} characters are much to listen to; a sentence is better.`;
  return "";
}

const isCameraName = (words) => CAMERA.test(words) && !words.replace(CAMERA, "").trim();
