/** The page as visitors will see it, beside the text; it follows every save. */
import { recall, remember } from "./memory.js";

export class Preview {
  /** @param {HTMLElement} pane `[data-preview]` @param {() => Promise<void>} save */
  constructor(pane, save) {
    this.pane = pane;
    this.save = save;
    this.frame = pane.querySelector("[data-preview-frame]");
    this.toggles = [...document.querySelectorAll("[data-preview-toggle]")];
    this.#listen();
    this.#width(recall("preview-width") ?? "desktop");
    if (recall("preview") === "open" && matchMedia("(width >= 72rem)").matches) this.open();
  }

  #listen() {
    this.toggles.forEach((toggle) => toggle.addEventListener("click", () => this.toggle()));
    const close = this.pane.querySelector("[data-preview-close]");
    close?.addEventListener("click", () => this.close());
    for (const button of this.pane.querySelectorAll("[data-preview-width]")) {
      button.addEventListener("click", () => this.#width(button.dataset.previewWidth));
    }
    document.addEventListener("mastaba:saved", ({ detail }) => this.#saved(detail));
    this.frame.addEventListener("load", () => this.#arrived());
  }

  toggle() {
    if (this.pane.hidden) this.open();
    else this.close();
  }

  async open() {
    this.#show(true);
    await this.save();
    this.#load();
  }

  close() {
    this.#show(false);
    this.toggles[0]?.focus();
  }

  #show(open) {
    this.pane.hidden = !open;
    remember("preview", open ? "open" : undefined);
    this.toggles.forEach((toggle) => toggle.setAttribute("aria-pressed", String(open)));
  }

  #width(width) {
    this.pane.dataset.width = width;
    remember("preview-width", width);
    for (const button of this.pane.querySelectorAll("[data-preview-width]")) {
      button.setAttribute("aria-pressed", String(button.dataset.previewWidth === width));
    }
  }

  #saved({ preview_url: address }) {
    if (address) this.pane.dataset.preview = address;
    if (!this.pane.hidden) this.#load();
  }

  #load() {
    const address = this.pane.dataset.preview;
    if (!address) return;
    this.scrolled = this.#window()?.scrollY ?? 0;
    const target = new URL(address, location.href).href;
    if (this.#window()?.location.href === target) this.#window().location.reload();
    else this.frame.src = target;
  }

  #arrived() {
    const page = this.#window();
    if (this.scrolled) page?.scrollTo(0, this.scrolled);
    page?.document.addEventListener("click", (event) => this.#leave(event));
  }

  /** Other pages refuse to be framed: a link opens beside, and the preview stays. */
  #leave(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    open(link.href, "_blank", "noopener");
  }

  /** The framed page, as long as it is ours. */
  #window() {
    try {
      return this.frame.contentWindow?.document ? this.frame.contentWindow : null;
    } catch {
      return null;
    }
  }
}
