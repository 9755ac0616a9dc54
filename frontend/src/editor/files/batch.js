/** Files on their way into a text: a box where they will stand, with progress, stop and retry. */
import { h } from "../../shared/dom.js";
import { nameOf } from "../../shared/files.js";
import { sendFile } from "../../shared/send-file.js";
import { tooLarge } from "../../shared/sizes.js";

const AT_ONCE = 2;

export class Batch {
  /**
   * @param {import("../blocks/kit.js").BlockKit} kit
   * @param {{file: File, descriptor: import("../blocks/kit.js").Descriptor}[]} wanted
   * @param {(nodes: {type: string, attrs: object}[]) => void} done gets what was made, in order
   * @param {() => void} close called when the box has nothing more to say
   */
  constructor(kit, wanted, done, close) {
    Object.assign(this, { kit, done, close });
    this.parts = wanted.map(({ file, descriptor }) => ({ file, descriptor, name: nameOf(file), sent: 0, state: "waiting" }));
    this.bar = h("progress", { max: 1, value: 0, "aria-label": "Progress" });
    this.words = h("span", { class: "incoming-words" });
    this.stop = h("button", { type: "button", class: "button button-small", onclick: () => this.cancel() }, "Stop");
    this.wrong = h("ul", { class: "incoming-wrong" });
    this.again = h("button", { type: "button", class: "button button-small", hidden: true, onclick: () => this.run() }, "Try again");
    this.leave = h("button", { type: "button", class: "button button-small button-quiet", hidden: true, onclick: close }, "Leave out");
    this.element = h("div", { class: "incoming", contenteditable: "false", role: "group", "aria-label": "Files on their way into the text" });
    this.element.append(h("div", { class: "incoming-line" }, this.words, this.bar, this.stop), this.wrong, h("div", { class: "incoming-line" }, this.again, this.leave));
  }

  get isRunning() {
    return this.parts.some(({ state }) => state === "waiting" || state === "running");
  }

  /** Send what is not there yet; what failed before is tried again. */
  async run() {
    this.abort = new AbortController();
    for (const part of this.#failed) part.state = "waiting";
    this.#show();
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.#worker()));
    this.#finish();
  }

  cancel() {
    this.stopped = true;
    for (const part of this.parts) if (part.state === "waiting") part.state = "stopped";
    this.abort.abort();
  }

  async #worker() {
    let part;
    while ((part = this.parts.find(({ state }) => state === "waiting"))) await this.#send(part);
  }

  async #send(part) {
    part.state = "running";
    const { file, descriptor, name } = part;
    const url = new URL(this.kit.address("block-file"));
    url.search = new URLSearchParams({ type: descriptor.name, name });
    const progress = (sent) => this.#show((part.sent = sent));
    try {
      const large = tooLarge(file, descriptor.limit);
      if (large) throw new Error(large);
      part.node = (await sendFile(url.href, file, this.kit.token, { signal: this.abort.signal, progress })).node;
      part.state = "done";
    } catch (error) {
      part.state = this.stopped ? "stopped" : "failed";
      part.reason = error.message;
    }
    this.#show();
  }

  get #failed() {
    return this.parts.filter(({ state }) => state === "failed");
  }

  #finish() {
    const made = this.parts.filter(({ state }) => state === "done");
    this.parts = this.#failed;
    if (made.length) this.done(made.map(({ node }) => node));
    if (!this.parts.length) this.close();
    else this.#show();
  }

  #show() {
    const { parts } = this;
    const running = this.isRunning;
    const done = parts.filter(({ state }) => state === "done").length;
    this.bar.value = parts.reduce((sum, part) => sum + (part.state === "done" ? 1 : part.sent), 0) / parts.length;
    this.bar.hidden = this.stop.hidden = !running;
    this.again.hidden = this.leave.hidden = running;
    const many = parts.length > 1 ? `${done + 1 > parts.length ? parts.length : done + 1} of ${parts.length}` : `“${parts[0].name}”`;
    this.words.textContent = running ? `Adding ${many}…` : parts.length > 1 ? `${parts.length} files were not added` : "Not added";
    this.element.classList.toggle("incoming-failed", !running);
    const failed = running ? [] : this.#failed;
    this.wrong.replaceChildren(...failed.map(({ name, reason }) => h("li", {}, h("strong", {}, name), ` ${reason}`)));
  }
}
