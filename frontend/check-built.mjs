// Says whether the committed files are what the sources give, and whether something crept in that is not ours to use.
// Exit 1 with one line per fault.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { built, target } from "./build.mjs";

// GOV.UK's typeface, crest, crown and blue belong to the British government, not to this product.
const FORBIDDEN = ["GDS Transport", "crest", "crown", "#1d70b8", "1a65a6", "gov.uk"];

const faults = [];
const wanted = await built();
for (const [name, text] of wanted) {
  const path = join(target, name);
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) faults.push(`${name} is not current: npm run build`);
  for (const word of FORBIDDEN) {
    if (text.toLowerCase().includes(word.toLowerCase())) faults.push(`${name} holds "${word}"`);
  }
}
for (const name of readdirSync(target)) {
  if (/\.(css|js)$/.test(name) && !wanted.has(name)) faults.push(`${name} has no source any more: delete it`);
}
for (const fault of faults) console.error(fault);
process.exit(faults.length ? 1 : 0);
