/** Files on their way: three at a time, one row each, and a sentence about all of them. */
import { Upload } from "./upload.js";

const AT_ONCE = 3;

export class Queue {
  /**
   * @param {string} url where files are posted
   * @param {HTMLElement} rows the list that shows them
   * @param {(sentence: string) => void} say
   * @param {(items: object[]) => void} rests gets what became of files since it was called last,
   *   whenever nothing runs any more
   */
  constructor(url, rows, say, rests) {
    Object.assign(this, { url, rows, say, rests, uploads: [], running: 0, items: [] });
  }

  /** Whether nothing is left that somebody should look at. */
  get isClear() {
    return this.uploads.every(({ state }) => state === "done" || state === "gone");
  }

  /** @param {File[]} files */
  add(files) {
    if (!this.running) this.#forgetDone();
    for (const file of files) {
      const upload = new Upload(this.url, file, () => this.#go());
      this.uploads.push(upload);
      this.rows.append(upload.element);
    }
    this.#go();
  }

  #forgetDone() {
    for (const { element, state } of this.uploads) if (state === "done") element.remove();
    this.uploads = this.uploads.filter(({ state }) => state !== "done" && state !== "gone");
  }

  /** Start what waits as long as there is room. */
  #go() {
    let next;
    while (this.running < AT_ONCE && (next = this.uploads.find(({ state }) => state === "waiting"))) void this.#run(next);
    this.#warn();
    this.say(this.summary);
    if (!this.running) this.rests(this.items.splice(0));
  }

  async #run(upload) {
    this.running += 1;
    const item = await upload.run();
    this.running -= 1;
    if (item) this.items.push(item);
    else this.rows.prepend(upload.element); // what somebody has to decide stands first
    this.#go();
  }

  /** How it stands with all of them, in a sentence. */
  get summary() {
    const count = (name) => this.uploads.filter(({ state }) => state === name).length;
    const all = this.uploads.length - count("gone");
    const parts = [all && `${count("done")} of ${all} uploaded`, count("failed") && `${count("failed")} failed`, count("same") && `${count("same")} ${count("same") === 1 ? "is" : "are"} there already`];
    return `${parts.filter(Boolean).join(", ")}${all ? "." : ""}`;
  }

  /** Leaving the page would stop what is on its way. */
  #warn() {
    const action = this.running ? addEventListener : removeEventListener;
    action("beforeunload", warning);
  }
}

const warning = (event) => event.preventDefault();
