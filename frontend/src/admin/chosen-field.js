/**
 * Fields that refer to content with a chooser: people see what is chosen with its face, and
 * choose in a dialog. What is sent is the text of the field: addresses or uids, one a line.
 */
import { choose } from "../shared/chooser.js";
import { h, uniqueId } from "../shared/dom.js";

export class ChosenField {
  constructor(place) {
    this.several = place.dataset.pages === "several";
    this.url = place.dataset.chooser;
    this.field = place.querySelector(this.several ? "textarea" : "input[type=text]");
    this.label = place.querySelector("label");
    this.known = new Map([...place.querySelectorAll("[data-pages-titles] > [data-address]")].map(knownOf));
    this.list = h("ul", { class: "chosen" });
    this.button = h("button", { type: "button", class: "button", id: uniqueId("choose"), onclick: () => this.#choose() });
    this.told = h("p", { class: "sr-only", role: "status" });
    this.#replace(place);
    this.#draw();
  }

  /** The button takes the place of the input, for labels and errors too. */
  #replace(place) {
    const { field, button, label } = this;
    label.id ||= uniqueId("label");
    label.htmlFor = button.id;
    button.setAttribute("aria-labelledby", `${label.id} ${button.id}`);
    const described = place.querySelector(".error")?.id;
    if (described) button.setAttribute("aria-describedby", described);
    place.querySelector("[data-pages-hint]").remove();
    field.required = false; // a hidden input must not stop the form; the server asks for it
    field.hidden = true;
    field.before(this.list, button, this.told);
    field.addEventListener("input", () => this.#draw());
  }

  get values() {
    return this.field.value.split("\n").map((line) => line.trim()).filter(Boolean);
  }

  async #choose() {
    const chosen = await choose({ url: this.url, title: this.#words(), several: this.several });
    if (!chosen?.length) return;
    for (const { uid, title, thumb, url } of chosen) this.known.set(uid, { title, face: thumb, url });
    const uids = chosen.map(({ uid }) => uid);
    this.#set(this.several ? [...new Set([...this.values, ...uids])] : uids);
    this.told.textContent = `Chosen: ${chosen.map(({ title }) => title).join(", ")}`;
    this.button.focus();
  }

  #set(values) {
    this.field.value = values.join("\n");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #words = () => `Choose: ${this.label.firstChild.textContent.trim()}`;

  #draw() {
    const { values } = this;
    this.list.replaceChildren(...values.map((value, at) => this.#card(value, at, values.length)));
    this.list.hidden = !values.length;
    this.button.textContent = !values.length ? "Choose…" : this.several ? "Add more…" : "Change…";
  }

  #card(value, at, count) {
    const { title = value, face, url } = this.known.get(value) ?? {};
    const picture = face && h("img", { src: face, alt: "", class: "face", width: 64, height: 64 });
    const tools = [
      this.several && at > 0 && tool("Move earlier", "↑", title, () => this.#move(at, -1)),
      this.several && at < count - 1 && tool("Move later", "↓", title, () => this.#move(at, 1)),
      url && h("a", { class: "button button-small button-quiet", href: url, target: "_blank", "aria-label": `Open ${title} in a new tab` }, "Open"),
      h("button", { type: "button", class: "button button-small button-quiet", "aria-label": `Remove ${title}`, onclick: () => this.#remove(at) }, "Remove"),
    ];
    return h("li", {}, picture, h("span", { class: "chosen-title" }, title), h("span", { class: "chosen-tools" }, tools));
  }

  #move(at, by) {
    const { values } = this;
    const [value] = values.splice(at, 1);
    values.splice(at + by, 0, value);
    this.#set(values);
    const tools = this.list.children[at + by].querySelectorAll("button.icon-button");
    (tools[by < 0 ? 0 : tools.length - 1] ?? this.button).focus();
    this.told.textContent = `Now number ${at + by + 1} of ${values.length}`;
  }

  #remove(at) {
    const { values } = this;
    values.splice(at, 1);
    this.#set(values);
    this.button.focus();
  }
}

const knownOf = ({ dataset, textContent }) => [dataset.address, { title: textContent, face: dataset.face, url: dataset.url }];

const tool = (verb, sign, title, onclick) =>
  h("button", { type: "button", class: "icon-button icon-button-small", "aria-label": `${verb}: ${title}`, title: verb, onclick }, sign);
