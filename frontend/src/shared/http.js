/** Requests to our own server, with the CSRF token and readable failures. */

const OFFLINE = "the server cannot be reached";

/** The token of the page; a form's own hidden field wins where there is one. */
export function csrfToken(form) {
  const field = form?.elements.namedItem("csrf_token");
  return field?.value ?? document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

/** A failed request: `status` (0 when unreachable) and the server's answer, if any. */
export class RequestError extends Error {
  constructor(sentence, status, answer = {}) {
    super(sentence);
    this.status = status;
    this.answer = answer;
  }
}

/** @returns {Promise<any>} the JSON answer of a POST; @throws {RequestError} */
export function postForm(url, data, token) {
  const headers = { Accept: "application/json", "X-CSRF-Token": token };
  return ask(url, { method: "POST", body: new URLSearchParams(data), headers });
}

/** @returns {Promise<any>} the JSON answer of a GET; @throws {RequestError} */
export const getJson = (url, options = {}) =>
  ask(url, { ...options, headers: { Accept: "application/json" } });

/** @returns {Promise<string>} the piece of a page that a GET answers; @throws {RequestError} */
export async function getMarkup(url, options = {}) {
  const response = await reach(url, { ...options, headers: { Accept: "text/html" } });
  const answer = await response.text();
  if (response.redirected) throw new RequestError("you are logged out", 401);
  if (!response.ok) throw new RequestError(reason(response, null), response.status, answer);
  return answer;
}

/**
 * A POST that is answered with a piece of a page.
 *
 * @param {string | FormData} body JSON, or a form
 * @returns {Promise<string>} @throws {RequestError} whose `answer` is the text
 */
export async function postForMarkup(url, body, token) {
  const json = typeof body === "string" && { "Content-Type": "application/json" };
  const headers = { Accept: "text/html, application/json", "X-CSRF-Token": token, ...json };
  const sent = typeof body === "string" ? body : new URLSearchParams(body);
  const response = await reach(url, { method: "POST", body: sent, headers });
  const answer = await response.text();
  if (response.redirected) throw new RequestError("you are logged out", 401);
  if (!response.ok) throw new RequestError(reason(response, null), response.status, answer);
  return answer;
}

async function ask(url, options) {
  const response = await reach(url, options);
  const answer = await response.json().catch(() => null);
  if (response.redirected && !answer) throw new RequestError("you are logged out", 401);
  if (!response.ok) throw new RequestError(reason(response, answer), response.status, answer ?? {});
  return answer ?? {};
}

async function reach(url, options) {
  try {
    return await fetch(url, { credentials: "same-origin", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new RequestError(OFFLINE, 0);
  }
}

function reason(response, answer) {
  if (answer?.error) return String(answer.error).replace(/\.$/, "");
  if (response.status === 401 || response.status === 403) return "you are logged out or not allowed";
  return `the server answered ${response.status}`;
}
