/** Files of a paste or a drop, and what they are called. */

const GENERIC = /^(image\.(png|jpe?g)|unnamed|blob)$/i;

/** What is on the clipboard or fresh from a camera is always called image.png or image.jpg: say when it came instead. */
export function nameOf(file, now = new Date()) {
  if (file.name && !GENERIC.test(file.name)) return file.name;
  const two = (number) => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const end = file.type.split("/")[1]?.replace("jpeg", "jpg").replace(/\+.*/, "") || "bin";
  return `${file.type.startsWith("image/") ? "Picture" : "File"} ${day} ${two(now.getHours())}.${two(now.getMinutes())}.${two(now.getSeconds())}.${end}`;
}

/**
 * The files of a paste or drop; none where words come along: a word processor and a spreadsheet
 * put a picture of the words on the clipboard, too.
 *
 * @param {DataTransfer | null} data
 * @returns {File[]}
 */
export function filesOf(data) {
  const files = [...(data?.files ?? [])];
  const html = files.length ? data.getData("text/html") : "";
  return html && hasWords(html) ? [] : files;
}

const hasWords = (html) => Boolean(new DOMParser().parseFromString(html, "text/html").body.textContent.trim());
