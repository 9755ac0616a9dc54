/** A block as visitors will see it: drawn by the server, shown in a shadow tree with the public styles. */
import { debounce, h } from "../../shared/dom.js";
import { postForMarkup } from "../../shared/http.js";

const KEPT = 100; // previews remembered while the screen is open
const WAIT = 250; // milliseconds after the last change
const NEAR = "400px"; // previews further from the window are not asked for yet

/** Asks the server, once for the same data. */
export class Previews {
  #known = new Map();

  /** @param {import("./kit.js").BlockKit} kit */
  constructor(kit) {
    this.kit = kit;
  }

  has = (asked) => this.#known.has(asked);

  /** @param {string} asked the block as JSON @returns {Promise<string>} markup */
  get(asked) {
    if (!this.has(asked)) this.#ask(asked);
    return this.#known.get(asked);
  }

  forget = (asked) => this.#known.delete(asked);

  #ask(asked) {
    const { kit } = this;
    const answer = postForMarkup(kit.address("block-preview"), asked, kit.token);
    this.#known.set(asked, answer);
    answer.catch(() => this.forget(asked));
    if (this.#known.size > KEPT) this.forget(this.#known.keys().next().value);
  }
}

/** The place of one preview. */
export class Preview {
  /** @param {import("./kit.js").BlockKit} kit */
  constructor(kit, descriptor, editor) {
    Object.assign(this, { kit, descriptor, editor });
    this.host = h("div", { class: "block-drawn" });
    this.note = h("div", { class: "block-note" });
    this.element = h("div", { class: "block-preview", contenteditable: "false" }, this.host, this.note);
    this.#prepare(this.host.attachShadow({ mode: "open" }));
    this.later = debounce(() => this.#draw(), WAIT);
    this.seen = new IntersectionObserver(this.#near, { rootMargin: NEAR });
    this.seen.observe(this.element);
    if (descriptor.reads) editor.on("update", this.later);
    this.#state("loading");
  }

  /** The public style sheets meet the elements they are written for. */
  #prepare(root) {
    const [page, body] = [document.createElement("html"), document.createElement("body")];
    page.inert = true;
    this.drawn = h("div", { class: "body" });
    body.append(this.drawn);
    page.append(body);
    root.append(page);
  }

  #near = ([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    this.seen.disconnect();
    this.seen = null;
    this.kit.look().then((sheets) => (this.host.shadowRoot.adoptedStyleSheets = sheets));
    this.#draw();
  };

  show(node) {
    this.node = node;
    if (this.seen) return;
    if (this.asked && !this.kit.previews.has(this.#question())) this.later();
    else this.#draw();
  }

  #question() {
    const { type, attrs } = this.node;
    const block = { type: type.name, attrs: { version: attrs.version, data: attrs.data ?? {} } };
    return JSON.stringify({ ...block, ...(this.descriptor.reads === "headings" && { headings: this.#headings() }) });
  }

  #headings() {
    const found = [];
    this.editor.state.doc.descendants((node) => {
      if (node.type.name === "heading") found.push(node.toJSON());
      return !node.isTextblock;
    });
    return found;
  }

  async #draw() {
    if (this.seen) return;
    const asked = (this.asked = this.#question());
    try {
      const markup = await this.kit.previews.get(asked);
      if (asked === this.asked) this.#put(markup);
    } catch (error) {
      if (asked === this.asked) this.#fail(this.#sentence(error));
    }
  }

  #put(markup) {
    this.drawn.innerHTML = markup; // our server's own, fenced; scripts in it do not run
    const failed = this.drawn.querySelector("[data-fence-failed]");
    if (failed) return this.#fail(...failed.childNodes);
    const empty = this.drawn.querySelector(":scope > .block-empty");
    this.note.replaceChildren(empty?.textContent ?? "");
    this.#state(empty ? "empty" : "drawn");
  }

  /** @param {(string | Node)[]} reason what is said in the red box */
  #fail(...reason) {
    const again = h("button", { type: "button", class: "button button-small", onclick: () => this.#again() }, "Try again");
    this.note.replaceChildren(h("div", { class: "block-reason" }, reason), again);
    this.#state("failed");
  }

  #sentence(error) {
    const { title, owner } = this.descriptor;
    const what = owner ? `“${title}” of the plugin ${owner}` : `“${title}”`;
    return `The preview of ${what} cannot be shown: ${reasonOf(error)}. The block is kept.`;
  }

  #again() {
    this.kit.previews.forget(this.asked);
    this.#state("loading");
    this.#draw();
  }

  #state(name) {
    this.element.dataset.state = name;
    this.element.setAttribute("aria-busy", String(name === "loading"));
  }

  destroy() {
    this.seen?.disconnect();
    this.later.cancel();
    this.editor.off("update", this.later);
  }
}

/** Data that a block cannot be made of is answered with a sentence. */
const reasonOf = ({ status, answer, message }) =>
  (status === 422 ? new DOMParser().parseFromString(answer, "text/html").body.textContent.trim() : message).replace(/\.$/, "");
