/**
 * What the parts of the editor need to know of blocks: which there are (`data-blocks` of the
 * element, written by the server), where the server is asked about them, and who tells people.
 */
import { csrfToken } from "../../shared/http.js";
import { spriteIcon } from "../icons.js";
import { Previews } from "./preview.js";
import { publicLook } from "./public-look.js";

/**
 * One kind of block: `group` and `content` are ProseMirror expressions, `required` = its form is
 * filled in before it stands in the text, `reads` = "headings" when it shows those of the text,
 * `takes` = media types of files that become it (at most `limit` bytes each), `choose` = the field that is filled by choosing.
 *
 * @typedef {{name: string, title: string, icon: string, description: string, owner: string,
 *   leaf: boolean, content: string, group: string, insertable: boolean, form: boolean,
 *   required: boolean, version: number, defaults: object, reads?: string, takes?: string[], limit?: number,
 *   choose?: {field: string, url: string, several: boolean}}} Descriptor
 */

export class BlockKit {
  /** @param {HTMLElement} body the `<mastaba-body>` */
  constructor(body) {
    /** @type {Descriptor[]} */
    this.descriptors = JSON.parse(body.dataset.blocks || "[]");
    this.byName = new Map(this.descriptors.map((descriptor) => [descriptor.name, descriptor]));
    this.body = body;
    this.previews = new Previews(this);
  }

  /** A short text has neither blocks nor tools about them. */
  get isShort() {
    return "allow" in this.body.dataset && !this.descriptors.length;
  }

  /** @returns {Descriptor | undefined} */
  of = (node) => node && this.byName.get(node.type.name);

  /** What a block is called; the parts of the text have no name of their own. */
  titleOf = (node) => this.of(node)?.title ?? "Block";

  /** Address of one of the server's views about blocks: beside the form's own. */
  address(view) {
    const { blockUrl } = this.body.dataset;
    return new URL(`@@${view}`, new URL(blockUrl || this.#form.action, location.href)).href;
  }

  get token() {
    return csrfToken(this.#form);
  }

  get #form() {
    return this.body.closest("form") ?? document.querySelector("form[data-autosave]");
  }

  /** Markup of a block's icon. */
  face = ({ icon }) => spriteIcon(icon || "puzzle", this.body.dataset.icons);

  /** @returns {Promise<CSSStyleSheet[]>} what public pages look like; fetched once */
  look() {
    const { look, styles } = this.body.dataset;
    this.sheets ??= publicLook(look, styles);
    return this.sheets;
  }

  /** Tell people what happened, without moving their focus. */
  say = (sentence) => {
    const place = this.body.querySelector(":scope > [data-told]");
    if (place) place.textContent = sentence;
  };
}
