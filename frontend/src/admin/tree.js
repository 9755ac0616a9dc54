/** The content tree: WAI-ARIA tree view, children fetched when a branch opens. */

const ITEM = '[role="treeitem"]';

export function startTree() {
  document.querySelectorAll("[data-tree]").forEach((tree) => new Tree(tree));
}

class Tree {
  #typed = "";
  #forget;

  constructor(tree) {
    this.tree = tree;
    const current = tree.querySelector(`${ITEM}[aria-current]`) ?? tree.querySelector(ITEM);
    if (current) current.tabIndex = 0;
    tree.addEventListener("keydown", (event) => this.#key(event));
    tree.addEventListener("click", (event) => this.#click(event));
    tree.addEventListener("focusin", (event) => this.#stop(event.target.closest(ITEM)));
  }

  #click(event) {
    const more = event.target.closest("[data-more]");
    if (more && !event.ctrlKey && !event.metaKey && event.button === 0) {
      event.preventDefault();
      return this.#more(more);
    }
    if (!event.target.closest("[data-tree-toggle]")) return;
    const item = event.target.closest(ITEM);
    if (item.hasAttribute("aria-expanded")) this.#toggle(item);
  }

  #key(event) {
    const item = event.target.closest(ITEM);
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const handled = this.#act(item, event.key);
    if (handled) event.preventDefault();
  }

  #act(item, key) {
    const items = this.#visible();
    const at = items.indexOf(item);
    const moves = { ArrowDown: items[at + 1], ArrowUp: items[at - 1], Home: items[0], End: items.at(-1) };
    if (key in moves) return this.#focus(moves[key]);
    if (key === "ArrowRight") return this.#right(item);
    if (key === "ArrowLeft") return this.#left(item);
    if (key === "Enter") return item.querySelector("a")?.click() ?? true;
    if (key === " " && !this.#typed) return item.hasAttribute("aria-expanded") ? this.#toggle(item) ?? true : true;
    if (key === "*") return this.#openAll(item);
    return key.length === 1 && this.#byLetters(items, at, key);
  }

  #right(item) {
    const open = item.getAttribute("aria-expanded");
    if (open === "false") this.#toggle(item);
    if (open === "true") this.#focus(item.querySelector(ITEM));
    return true;
  }

  #left(item) {
    if (item.getAttribute("aria-expanded") === "true") this.#toggle(item);
    else this.#focus(item.parentElement.closest(ITEM));
    return true;
  }

  #openAll(item) {
    const siblings = [...item.parentElement.children].filter((other) => other.matches(ITEM));
    siblings.filter((other) => other.ariaExpanded === "false").forEach((other) => this.#toggle(other));
    return true;
  }

  #byLetters(items, at, key) {
    clearTimeout(this.#forget);
    this.#forget = setTimeout(() => (this.#typed = ""), 600);
    this.#typed += key.toLowerCase();
    const start = this.#typed.length > 1 ? at : at + 1;
    const round = [...items.slice(start), ...items.slice(0, start)];
    this.#focus(round.find((item) => titleOf(item).startsWith(this.#typed)));
    return true;
  }

  /** @returns true, so that a key with nowhere to go is handled too */
  #focus(item) {
    item?.focus();
    item?.querySelector(".tree-row")?.scrollIntoView({ block: "nearest" });
    return true;
  }

  #stop(item) {
    if (!item) return;
    this.tree.querySelectorAll(`${ITEM}[tabindex="0"]`).forEach((other) => (other.tabIndex = -1));
    item.tabIndex = 0;
  }

  #visible() {
    return [...this.tree.querySelectorAll(ITEM)].filter((item) => !item.closest("[hidden]"));
  }

  async #toggle(item) {
    const open = item.getAttribute("aria-expanded") !== "true";
    item.setAttribute("aria-expanded", String(open));
    const group = item.querySelector(':scope > [role="group"]');
    if (group) group.hidden = !open;
    else if (open) await this.#fetch(item);
  }

  /** The next children take the place of the item that stood for them. */
  async #more(item) {
    if (item.getAttribute("aria-busy")) return;
    item.setAttribute("aria-busy", "true");
    try {
      const branch = document.createElement("template");
      branch.innerHTML = await fragment(item.dataset.more);
      const items = [...branch.content.querySelector('[role="group"]').children];
      const focused = item.contains(document.activeElement);
      item.replaceWith(...items);
      if (focused) this.#focus(items[0]);
    } catch {
      item.removeAttribute("aria-busy");
    }
  }

  async #fetch(item) {
    item.setAttribute("aria-busy", "true");
    try {
      item.insertAdjacentHTML("beforeend", await fragment(item.dataset.url));
    } catch {
      item.setAttribute("aria-expanded", "false");
    } finally {
      item.removeAttribute("aria-busy");
    }
  }
}

async function fragment(url) {
  const response = await fetch(url, { headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) throw new Error(String(response.status));
  return response.text();
}

const titleOf = (item) => (item.getAttribute("aria-label") ?? item.textContent).trim().toLowerCase();
