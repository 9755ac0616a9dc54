/** What the media plugin adds to every screen of the admin; each part finds its own markup. */
import { startUploads } from "./upload/spot.js";

startUploads(document);
document.addEventListener("mastaba:fragment", ({ target }) => startUploads(target));
