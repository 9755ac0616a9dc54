/** The screen of one file: crop editor, hints on descriptions, a new file in its place. */
import { startCrop } from "./item/crop.js";
import { startHints } from "./item/hints.js";
import { startReplace } from "./item/replace.js";

document.querySelectorAll("[data-crop]").forEach(startCrop);
document.querySelectorAll("[data-descriptions]").forEach(startHints);
document.querySelectorAll("[data-media-item]").forEach(startReplace);
