// Builds scss/*.scss and js/*.js into src/pendopo/design/static/design/. Same sources, same bytes: the result is committed.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = fileURLToPath(new URL(".", import.meta.url));
export const target = join(here, "../src/pendopo/design/static/design");

// Cheap Android phones that no longer get updates: the oldest engines that we promise to serve.
const ENGINES = ["chrome64", "firefox68", "safari12"];

// What the licence of govuk-frontend asks for in each copy.
const NOTICE = "/*! Includes govuk-frontend 6.6.0, MIT: see licences.txt beside this file */\n";

/** Makes tokens.json readable as `@use "tokens"`: one Sass variable per colour. */
const tokensAsSass = {
  canonicalize: (url) => (url === "tokens" ? new URL("tokens:colours") : null),
  load: () => {
    const { colour } = JSON.parse(readFileSync(join(here, "tokens.json"), "utf8"));
    const lines = Object.entries(colour).map(([name, value]) => `$${name}: ${value};`);
    return { contents: lines.join("\n"), syntax: "scss" };
  },
};

async function style(path) {
  const { css } = sass.compile(path, {
    style: "compressed",
    loadPaths: [join(here, "scss"), join(here, "node_modules")],
    importers: [tokensAsSass],
    quietDeps: true,
  });
  const { code } = await esbuild.transform(css, { loader: "css", minify: true, target: ENGINES, legalComments: "none" });
  return code.includes(".govuk-template") ? NOTICE + code : code;
}

async function script(path) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path], bundle: true, minify: true, write: false, format: "iife", target: "es2017", charset: "utf8",
  });
  return outputFiles[0].text;
}

const files = (folder, ending) =>
  readdirSync(join(here, folder)).filter((name) => name.endsWith(ending) && !name.startsWith("_")).sort();

/** Every built file: its name below static/design and its text. */
export async function built() {
  const result = new Map();
  for (const name of files("scss", ".scss")) {
    result.set(`${basename(name, ".scss")}.css`, await style(join(here, "scss", name)));
  }
  for (const name of files("js", ".js")) result.set(name, await script(join(here, "js", name)));
  return result;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  mkdirSync(target, { recursive: true });
  for (const [name, text] of await built()) writeFileSync(join(target, name), text);
}
