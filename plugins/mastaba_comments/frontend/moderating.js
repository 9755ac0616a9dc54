/** The queue of comments by keyboard and without loading pages; see ./moderating/. */
import { Queue } from "./moderating/queue.js";
import { startKeys } from "./moderating/keys.js";
import { startPanels } from "./moderating/panels.js";

const form = document.querySelector("form[data-queue]");
if (form) {
  const queue = new Queue(form);
  startPanels(queue);
  startKeys(queue);
}
