/** The queue of comments by keyboard; see ./moderating/ for each behaviour. */
import { startQueue } from "./moderating/queue.js";

document.querySelectorAll("form[data-queue]").forEach(startQueue);
