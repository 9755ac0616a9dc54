/** Put remembered values back into a form, the body's editor included. */

/** @param {HTMLFormElement} form @param {[string, string][]} pairs as FormData gives them */
export function fillForm(form, pairs) {
  const values = grouped(pairs);
  for (const list of form.querySelectorAll("[data-entries]")) {
    list.dispatchEvent(new CustomEvent("mastaba:entries", { detail: entriesIn(values, list.dataset.entries) }));
  }
  for (const field of form.elements) {
    if (!field.name || /^(hidden|submit|button)$/.test(field.type)) continue;
    put(field, (values.get(field.name) ?? []).map(([, value]) => value));
  }
}

/** How many entries of a repeated group the values are about. */
function entriesIn(values, name) {
  const numbers = [...values.keys()].filter((key) => key.startsWith(`${name}.`)).map((key) => parseInt(key.slice(name.length + 1), 10));
  return Math.max(0, ...numbers.filter(Number.isInteger).map((number) => number + 1));
}

function put(field, values) {
  if (field.type === "checkbox" || field.type === "radio") {
    field.checked = values.includes(field.value);
  } else if (values.length) {
    field.value = values[0];
    field.closest("mastaba-body")?.setText?.(values[0]);
  }
}

function grouped(pairs) {
  const groups = new Map();
  for (const pair of pairs) groups.set(pair[0], [...(groups.get(pair[0]) ?? []), pair]);
  return groups;
}
