/** What a visitor downloads, gzipped, against what we promised. */
import { gzipSync } from "node:zlib";

/**
 * Budgets in kB of 1,000 bytes. A font counts where a style sheet loads it. A plugin's `admin.*`
 * is loaded by every screen and its `site.*` by every page; so they count like the core's own.
 */
const BUDGETS = [
  {
    what: "edit screen without fonts",
    limit: 250,
    parts: ["admin.css", "admin.js", "editor.css", "editor.js", "icons.svg", "theme.js"],
    ofPlugins: /\/admin\.(js|css)$/,
    fonts: false,
  },
  { what: "public page with fonts", limit: 50, parts: ["site.css"], ofPlugins: /\/site\.(js|css)$/, fonts: true },
];

/** Print the sizes; true when every budget holds. */
export function weigh(files) {
  const weights = new Map(files.map((file) => [file.logical, weight(file)]));
  for (const [name, { size }] of [...weights].sort(([, a], [, b]) => b.size - a.size)) {
    console.log(`${kilobytes(size)}  ${name}`);
  }
  return BUDGETS.map((budget) => holds(budget, weights)).every(Boolean);
}

function weight({ bytes, name, uses }) {
  const packed = name.endsWith(".woff2");
  return { size: packed ? bytes.length : gzipSync(bytes).length, uses };
}

function holds({ what, limit, parts, ofPlugins, fonts }, weights) {
  const wanted = (name) => parts.includes(name) || ofPlugins.test(name);
  const present = [...weights.keys()].filter(wanted);
  const loaded = fonts ? present.flatMap((name) => weights.get(name).uses) : [];
  const names = new Set([...present, ...loaded]);
  const total = [...names].reduce((sum, name) => sum + weights.get(name).size, 0);
  const line = `${kilobytes(total)}  ${what} (budget ${limit} kB)`;
  if (total <= limit * 1000) return console.log(line) ?? true;
  console.error(`${line}: over the budget, so the build fails.`);
  return false;
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(9);
