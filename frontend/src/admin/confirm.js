/**
 * Ask before something that is hard to take back, in a sentence that says what happens.
 *
 * `data-confirm` stands on a form or on one of its submit buttons. Without script the action can
 * be undone.
 */
import { h } from "../shared/dom.js";
import { showDialog } from "../shared/dialog.js";

export function startConfirm() {
  const agreed = new WeakSet();
  addEventListener("submit", (event) => ask(event, agreed), { capture: true });
}

function ask(event, agreed) {
  const form = event.target;
  const asking = event.submitter?.closest("[data-confirm]") ?? form.closest("[data-confirm]");
  if (!asking || agreed.delete(form)) return;
  event.preventDefault();
  event.stopPropagation();
  const { submitter } = event;
  confirm(asking, submitter?.textContent.trim()).addEventListener("close", ({ target }) => {
    if (target.returnValue !== "yes") return;
    agreed.add(form);
    form.requestSubmit(submitter);
  });
}

function confirm(asking, verb) {
  const label = asking.dataset.confirmLabel ?? verb ?? "Do it";
  const no = h("button", { type: "button", class: "button", autofocus: true }, "Cancel");
  const yes = h("button", { type: "button", class: "button button-danger" }, label);
  const dialog = showDialog({
    title: `${label}?`,
    body: [h("p", {}, asking.dataset.confirm)],
    footer: [no, yes],
  });
  no.addEventListener("click", () => dialog.close(""));
  yes.addEventListener("click", () => dialog.close("yes"));
  return dialog;
}
