/**
 * Decisions of moderators by script: rows leave as the server has taken them, and can come back.
 *
 * What a button does is what its form would send; only the answer is JSON. A row that is being
 * decided takes no second press, and stays where it is when something goes wrong.
 */
import { csrfToken, getMarkup, postForm } from "../../../../frontend/src/shared/http.js";
import { toast } from "../../../../frontend/src/admin/toasts.js";

const FEW = 8; // rows left before the next ones are fetched
const ROW = "[data-comment]";

export class Queue {
  constructor(form) {
    this.form = form;
    this.stays = "stay" in form.dataset; // rows show what they became instead of leaving
    this.undone = [];
    this.current = null;
    form.addEventListener("submit", (event) => this.#submitted(event));
    form.addEventListener("focusin", ({ target }) => (this.current = target.closest(ROW)));
  }

  get rows() {
    return [...this.form.querySelectorAll(ROW)];
  }

  row(uid) {
    return this.form.querySelector(`[data-comment="${CSS.escape(uid)}"]`);
  }

  /** Do to the current row what its button of this name does. */
  act(name) {
    const button = this.current?.querySelector(`[data-act="${name}"]`);
    if (button) this.form.requestSubmit(button);
    return Boolean(button);
  }

  /** Focus the row so many further on. */
  step(by) {
    const { rows } = this;
    const here = rows.indexOf(this.current);
    const to = here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by;
    this.focus(rows[Math.max(0, Math.min(to, rows.length - 1))]);
  }

  focus(row) {
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }

  /** Take back what was done last. */
  async undo() {
    const undo = this.undone.pop();
    if (!undo) return toast("There is nothing to undo.");
    const answer = await this.#send({ undo });
    if (!answer) return this.undone.push(undo);
    await this.reload();
    toast(answer.text);
    this.#count(answer);
    this.focus(this.row(answer.done[0] ?? "") ?? this.rows[0]);
  }

  /** What somebody did to rows elsewhere: in a panel below one. */
  async did(answer) {
    await this.#settle(answer);
    this.#say(answer);
  }

  /** Read the list again. */
  async reload() {
    const page = await this.#page(location.href);
    if (!page) return;
    const form = page.querySelector("form[data-queue]");
    const news = form?.querySelectorAll("[data-rows] > *") ?? [];
    this.form.querySelector("[data-rows]").replaceChildren(...news);
    this.#pager(page);
    this.#empty(news.length ? null : page);
  }

  #submitted(event) {
    if (event.target !== this.form || event.defaultPrevented) return;
    const { submitter } = event;
    if (!submitter?.name) return;
    event.preventDefault();
    const { rows } = this;
    const meant = submitter.name === "one" ? [submitter.closest(ROW)] : rows.filter(ticked);
    if (!meant.length || meant.some((row) => "busy" in row.dataset)) return;
    this.#decide(submitter, meant);
  }

  async #decide(submitter, meant) {
    const data = this.#data(submitter);
    meant.forEach((row) => (row.dataset.busy = ""));
    const answer = await this.#sendAll(data);
    meant.forEach((row) => delete row.dataset.busy);
    if (!answer) return;
    if (data.has("all")) await this.reload();
    else await this.#settle(answer);
    this.#say(answer);
  }

  /** Once, or for many as often as it takes; what is left is said in between. */
  async #sendAll(data) {
    let answer = await this.#send(data);
    while (answer?.more && answer.done.length) {
      toast(answer.text.replace(/: .*/, "…"));
      answer = await this.#send(data);
    }
    return answer;
  }

  #data({ name, value }) {
    const data = new FormData(this.form);
    data.set(name, value);
    if (name === "one") ["select", "all"].forEach((field) => data.delete(field));
    return data;
  }

  /** Rows that are decided leave; the focus goes to the one behind them. */
  async #settle({ done, already = {} }) {
    const rows = [...done, ...Object.keys(already)].map((uid) => this.row(uid)).filter(Boolean);
    if (this.stays) return this.#refresh(rows);
    const next = this.#behind(rows);
    rows.forEach((row) => row.remove());
    this.form.dispatchEvent(new Event("change"));
    if (next) this.focus(next);
    if (this.rows.length < FEW) await this.#more();
    if (!this.rows.length) await this.reload();
    if (!next) this.focus(this.rows[0] ?? document.getElementById("main"));
  }

  #behind(rows) {
    const all = this.rows;
    const last = all.indexOf(rows.at(-1));
    const left = (row) => !rows.includes(row);
    return all.slice(last + 1).find(left) ?? all.slice(0, Math.max(0, last)).findLast(left);
  }

  async #refresh(rows) {
    const here = this.current?.dataset.comment;
    const page = await this.#page(location.href);
    for (const row of rows) {
      const news = page?.querySelector(`[data-comment="${CSS.escape(row.dataset.comment)}"]`);
      if (news) row.replaceWith(news);
    }
    if (here) this.focus(this.row(here));
  }

  async #more() {
    const link = document.querySelector(".pager [rel=next]");
    const page = link && !this.fetching && (await this.#page(link.href));
    if (!page) return;
    for (const row of page.querySelectorAll(`form[data-queue] ${ROW}`)) {
      if (!this.row(row.dataset.comment)) this.form.querySelector("[data-rows]").append(row);
    }
    this.#pager(page);
  }

  #pager(page) {
    const news = page.querySelector(".pager");
    const old = document.querySelector(".pager");
    if (news && old) old.replaceWith(news);
    else old?.remove();
  }

  #empty(page) {
    document.querySelector("[data-mod-empty]")?.remove();
    this.form.hidden = Boolean(page);
    const empty = page?.querySelector(".page > .empty");
    if (!empty) return;
    empty.dataset.modEmpty = "";
    this.form.before(empty);
  }

  #say(answer) {
    if (answer.undo) this.undone.push(answer.undo);
    this.#count(answer);
    const left = this.stays ? "" : ` ${this.#left(answer.counts)}`;
    const undo = answer.undo && { label: "Undo", run: () => this.undo() };
    toast(`${answer.text}${left}`, answer.done.length ? "ok" : "error", undo || undefined);
  }

  #left(counts) {
    const here = document.querySelector(".mod-tabs [aria-current]")?.dataset.tab;
    const number = here && counts?.[here];
    return number ? `${number === "0" ? "None" : number} left here.` : "";
  }

  #count({ counts = {} }) {
    for (const [tab, number] of Object.entries(counts)) {
      const mark = document.querySelector(`[data-count="${tab}"]`);
      if (!mark) continue;
      mark.textContent = number;
      mark.hidden = number === "0";
    }
    const side = document.querySelector('.sidebar a[href="/admin/-/comments"] .count');
    if (side && counts.waiting) {
      side.textContent = counts.waiting;
      side.hidden = counts.waiting === "0";
    }
  }

  async #send(data) {
    try {
      // `form.action` would be the buttons of that name.
      return await postForm(this.form.getAttribute("action"), data, csrfToken(this.form));
    } catch (error) {
      toast(`Nothing was changed: ${error.message}. Try it again.`, "error");
      return null;
    }
  }

  async #page(url) {
    this.fetching = true;
    try {
      return new DOMParser().parseFromString(await getMarkup(url), "text/html");
    } catch (error) {
      toast(`The list could not be read again: ${error.message}.`, "error");
      return null;
    } finally {
      this.fetching = false;
    }
  }
}

const ticked = (row) => row.querySelector('input[name="select"]')?.checked;
