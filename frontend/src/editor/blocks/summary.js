/** What the bar of a block says of its data. */

const MOST = 60; // characters
const KEY = /^[a-z][a-z0-9-]*$/;
const UID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** The texts in the data, such as "Tip · Dogs are welcome"; uids and defaults say nothing to people. */
export function summary(data, defaults = {}) {
  const told = ([name, value]) => typeof value === "string" && value && !UID.test(value) && value !== defaults?.[name];
  const texts = Object.entries(data ?? {}).filter(told).map(([, text]) => text);
  const said = texts.map((text) => (KEY.test(text) ? capital(text) : text)).join(" · ");
  return said.length > MOST ? `${said.slice(0, MOST - 1).trimEnd()}…` : said;
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** The choices in the data for style sheets: `kind:tip open:true`. */
export function hints(data) {
  const short = ([, value]) => typeof value === "boolean" || (typeof value === "string" && KEY.test(value));
  return Object.entries(data ?? {}).filter(short).map(([name, value]) => `${name}:${value}`).join(" ");
}
