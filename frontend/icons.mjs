// Draws the PNG icons of the installable page from the mark, with a headless Chromium (CHROMIUM names another one).
// Run after changing icons/mark.svg; the PNGs are committed, and the check of built files does not redraw them.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = join(here, "../src/pendopo/design/static/design/icons");
const mark = readFileSync(join(here, "icons/mark.svg"), "utf8");
const shape = mark.match(/<g[^>]*>[\s\S]*<\/g>/)[0];

/** The icon on a full-bleed ground: `share` of the edge is the mark. Maskable icons keep the outer fifth free. */
function maskable(share) {
  const offset = (64 - 64 * share) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#0b4f4a"/>`
    + `<g transform="translate(${offset} ${offset}) scale(${share})">${shape}</g></svg>`;
}

function draw(svg, size, name) {
  const folder = mkdtempSync(join(tmpdir(), "icon-"));
  const page = join(folder, "icon.html");
  const image = svg.replace("<svg", `<svg width="${size}" height="${size}" style="display:block"`);
  writeFileSync(page, `<!doctype html><style>body{margin:0}</style>${image}`);
  execFileSync(process.env.CHROMIUM ?? "chromium", [
    "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1",
    "--disable-background-networking", "--default-background-color=00000000", `--window-size=${size},${size}`,
    `--user-data-dir=${join(folder, "profile")}`, `--screenshot=${join(target, name)}`, `file://${page}`,
  ], { stdio: "ignore" });
  rmSync(folder, { recursive: true, force: true });
}

copyFileSync(join(here, "icons/mark.svg"), join(target, "mark.svg"));
draw(mark, 192, "icon-192.png");
draw(mark, 512, "icon-512.png");
draw(maskable(0.82), 512, "icon-maskable-512.png");
