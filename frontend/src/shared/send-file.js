/** Send a file as it is, with progress. */
import { RequestError } from "./http.js";

/**
 * @param {string} url @param {File} file @param {string} token
 * @param {{signal?: AbortSignal, progress?: (done: number) => void}} options `progress` gets 0..1
 * @returns {Promise<any>} the JSON answer; @throws {RequestError} with a sentence
 */
export const sendFile = (url, file, token, { signal, progress } = {}) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (sentence) => reject(new RequestError(sentence, request.status, request.response ?? {}));
    request.open("POST", url);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRF-Token", token);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => progress?.(total ? loaded / total : 0);
    request.onload = () => (request.status < 300 && request.response ? resolve(request.response) : fail(reasonOf(request)));
    request.onerror = () => fail("The server cannot be reached.");
    request.onabort = () => fail("Stopped.");
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });

function reasonOf({ status, response }) {
  if (response?.error) return response.error;
  if (status < 300 || status === 401 || status === 403) return "You are logged out, or not allowed to do this.";
  if (status === 413) return "It is too large.";
  if (response?.detail) return response.detail;
  return `The server answered ${status}.`;
}
