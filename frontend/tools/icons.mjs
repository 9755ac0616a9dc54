/** Make one sprite of the icons named in `src/icons.txt` (lucide, ISC licence). */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const STROKE =
  'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';

/** @returns {Promise<{logical: string, name: string, bytes: Buffer, uses: string[]}>} */
export async function sprite(source, packageFolder) {
  const symbols = wanted(source).map((icon) => symbol(icon, packageFolder));
  const text = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return { logical: "icons.svg", name: `icons-${hash}.svg`, bytes: Buffer.from(text), uses: [] };
}

/** Names in the list, sorted and without doubles; `#` starts a comment. */
function wanted(source) {
  const list = join(source, "icons.txt");
  const lines = existsSync(list) ? readFileSync(list, "utf8").split("\n") : [];
  const names = lines.map((line) => line.replace(/#.*/, "").trim()).filter(Boolean);
  return [...new Set(names)].sort();
}

function symbol(icon, packageFolder) {
  const file = join(packageFolder, "node_modules", "lucide-static", "icons", `${icon}.svg`);
  if (!existsSync(file)) {
    throw new Error(`src/icons.txt names "${icon}", which lucide-static does not have.`);
  }
  return `<symbol id="${icon}" viewBox="0 0 24 24" ${STROKE}>${shapes(file)}</symbol>`;
}

function shapes(file) {
  const [, inner] = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(readFileSync(file, "utf8"));
  return inner.replace(/\s*\n\s*/g, "");
}
