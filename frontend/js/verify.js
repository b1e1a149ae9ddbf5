// The page that checks the public record: a receipt, a proof or a promise, and the published index. It trusts the log's key
// and what this browser saw before; everything else it computes. The verdicts are texts of the page that wait hidden.
import {
  Fault, checkInclusion, entriesPath, hex, leafHash, openCheckpoint, parseKey, parseNote, parseProof, parsePromise, readBundle,
  readReceipt, readTyped, requireSignature, rootOf, same,
} from "./_record.js";
import { recompute } from "./_survey-log.js";
import { countWitnesses, heirs, parsePolicy, successor } from "./_trust.js";

const page = document.querySelector("[data-verify]");
const show = (name) => page.querySelectorAll("[data-outcome]").forEach((each) => { each.hidden = each.dataset.outcome !== name; });
const mark = (step, holds) => page.querySelectorAll(`[data-step="${step}"]`).forEach((each) => {
  each.querySelector(holds ? "[data-holds]" : "[data-fails]").hidden = false;
});

/** Ed25519 by the browser; where it knows none, by a script that is loaded for it. */
let native = true;
async function ed25519(signature, message, key) {
  if (native && window.crypto && crypto.subtle) {
    try {
      const own = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
      return await crypto.subtle.verify("Ed25519", own, signature, message);
    } catch (fault) { native = false; }
  }
  if (!window.pendopoEd25519) {
    await new Promise((done, failed) => {
      const script = document.createElement("script");
      Object.assign(script, { src: page.dataset.ed25519, onload: done, onerror: failed });
      document.head.append(script);
    });
  }
  try { return window.pendopoEd25519(signature, message, key); } catch (fault) { return false; }
}

async function read(path) {
  const answer = await fetch(path, { cache: path.includes("/tile/") ? "default" : "no-store" });
  if (!answer.ok) throw new Fault("2.1", path);
  return new Uint8Array(await answer.arrayBuffer());
}
const text = async (path) => new TextDecoder().decode(await read(path));

/**
 * The key of this name that has signed `raw`: the one that this browser has seen, at first the one that the site names, or
 * one that follows from it. `file` names the list of keys, without its ending; `older` as for `successor`.
 */
async function keyOf(name, file, raw, older) {
  const keys = (await text(`${file}vkey`)).split("\n").filter(Boolean).map((line) => parseKey(line)).filter((key) => key.name === name);
  if (!keys.length) throw new Fault("5.1", name);
  const kept = localStorage.getItem(`kunci ${name}`);
  const named = (key) => keys.some((each) => each.line === key.line);
  const changes = async () => JSON.parse(await text(`${file}keys`).catch(() => "[]"));
  const known = kept ? parseKey(kept) : keys[0];
  const key = await successor(known, raw, changes, ed25519, older);
  if (key.line !== known.line) mark("1.6", true);
  const heir = named(known) ? known : (await heirs(known, changes, ed25519)).trusted.find(named);
  if (!heir) throw new Fault("5.1", name);
  localStorage.setItem(`kunci ${name}`, heir.line);
  mark("1.2", true);
  return key;
}

const logOf = (origin) => {
  const [, name] = /\/log\/([a-z]{1,16})$/.exec(origin) || [];
  if (!name) throw new Fault("1.4", origin);
  return `/log/${name}`;
};
/** The checkpoint of a log, if it holds. */
async function open(raw, origin, older) {
  const point = await openCheckpoint(raw, await keyOf(origin, `${logOf(origin)}/`, raw, older), ed25519);
  ["1.1", "1.3", "1.4"].forEach((step) => mark(step, true));
  return { ...point, witnessed: await isWitnessed(raw) };
}

/** Whether so many witnesses have signed as the site itself demands. Step 1.5. Asked for beforehand: nobody waits for it. */
const policyText = text("/witness/policy").catch(() => "");
async function isWitnessed(raw) {
  const written = await policyText;
  if (!written) return false;
  const policy = parsePolicy(written);
  const { enough } = await countWitnesses(raw, policy, Date.now(), ed25519);
  const witnessed = enough && policy.quorum !== "none";
  if (witnessed) mark("1.5", true);
  return witnessed;
}

/** Every entry of a log, after proving that its checkpoint signs exactly these and continues what was seen before. */
async function readLog(path) {
  const raw = await text(`${path}/checkpoint`);
  const origin = parseNote(raw).text.split("\n")[0];
  if (logOf(origin) !== path) throw new Fault("1.4", origin);
  const point = await open(raw, origin);
  const entries = [];
  const bundles = Math.ceil(point.size / 256);
  const bundle = async (index) => {
    const width = Math.min(256, point.size - index * 256);
    const whole = await read(`${path}/${entriesPath(index, width)}`).catch(() => read(`${path}/${entriesPath(index, 256)}`));
    return readBundle(whole, width);
  };
  for (let at = 0; at < bundles; at += 8) {
    const some = Array.from({ length: Math.min(8, bundles - at) }, (_, place) => bundle(at + place));
    (await Promise.all(some)).forEach((each) => entries.push(...each));
  }
  mark("2.1", true);
  const hashes = entries.map(leafHash);
  if (!same(rootOf(hashes), point.root)) throw new Fault("2.3", origin);
  mark("2.3", true);
  remember(point, hashes);
  return { point, entries, hashes };
}

/** Steps 5.2 and 5.3, by the checkpoint that this browser kept from its last visit. */
function remember(point, hashes) {
  const name = `catatan ${point.origin}`;
  const kept = JSON.parse(localStorage.getItem(name) || "null");
  if (kept) {
    const step = kept.size > point.size ? "5.2" : "5.3";
    if (kept.size > point.size || hex(rootOf(hashes.slice(0, kept.size))) !== kept.root) {
      throw Object.assign(new Fault(step, point.origin), { evidence: { "tanda-lama.txt": kept.raw, "tanda-baru.txt": point.raw } });
    }
    mark("5.2", true);
    mark("5.3", true);
  }
  localStorage.setItem(name, JSON.stringify({ size: point.size, root: hex(point.root), raw: point.raw }));
}

async function checkProof(raw, own) {
  const proof = parseProof(raw);
  mark("4.1", true);
  const origin = parseNote(proof.checkpoint).text.split("\n")[0];
  const point = await open(proof.checkpoint, origin, true);
  const leaf = leafHash(proof.entry);
  if (own && !same(leaf, leafHash(own))) throw new Fault("4.2", "another entry");
  mark("4.2", true);
  checkInclusion(proof.index, point.size, leaf, proof.path, point.root);
  mark("4.3", true);
  readTyped(proof.entry, logOf(origin).slice(5));
  mark("3.1", true);
  mark("3.2", true);
  return point.witnessed ? "witnessed" : "recorded";
}

async function checkPromise(raw, own) {
  const promise = parsePromise(raw);
  if (own && !same(promise.leaf, leafHash(own))) throw new Fault("4.4", "another entry");
  const path = logOf(promise.log);
  await requireSignature(promise.note, await keyOf(promise.origin, `${path}/janji.`, raw, true), ed25519);
  mark("4.4", true);
  const { point, hashes } = await readLog(path);
  if (point.origin !== promise.log) throw new Fault("4.4", promise.log);
  if (hashes.some((each) => same(each, promise.leaf))) {
    mark("4.5", true);
    return point.witnessed ? "witnessed" : "recorded";
  }
  if (Date.now() < promise.before.getTime()) return "promised";
  throw Object.assign(new Fault("4.5", "broken"), { outcome: "broken", evidence: { "janji.txt": raw, "tanda.txt": point.raw } });
}

async function checkReceipt(raw) {
  const receipt = readReceipt(raw);
  mark("4.1", true);
  mark("4.2", true);
  if (receipt.proof) return checkProof(receipt.proof, receipt.entry);
  if (receipt.promise) return checkPromise(receipt.promise, receipt.entry);
  const { point, hashes } = await readLog("/log/skm");
  if (!hashes.some((each) => same(each, leafHash(receipt.entry)))) throw new Fault("4.5", "not there");
  mark("4.5", true);
  return point.witnessed ? "witnessed" : "recorded";
}

const check = (raw) => {
  if (raw.startsWith("c2sp.org/tlog-proof@v1\n")) return checkProof(raw);
  if (raw.trim().startsWith("{")) return checkReceipt(raw.trim());
  if (raw.includes("\nbefore ")) return checkPromise(raw);
  throw new Fault("4.1", "unknown file");
};

const monthOf = (period) => new Date(`${period}-15T12:00:00`)
  .toLocaleDateString(document.documentElement.lang, { month: "long", year: "numeric" });

async function checkIndex() {
  const { entries } = await readLog("/log/skm");
  const groups = recompute(entries).filter((group) => group.published);
  ["3.1", "3.2", "3.3", "6.1", "6.2", "6.3", "6.4", "6.5", "6.6"].forEach((step) => mark(step, true));
  const names = JSON.parse(document.getElementById("nama-layanan").textContent);
  const shown = (value) => `${Math.floor(value / 100)},${String(value % 100).padStart(2, "0")}`;
  const rows = groups.sort((one, other) => (one.period < other.period ? 1 : -1)).map((group) => {
    const row = document.createElement("tr");
    row.className = "govuk-table__row";
    const name = document.createElement("th");
    Object.assign(name, { scope: "row", className: "govuk-table__header", textContent: names[group.service] || group.service });
    const month = document.createElement("span");
    Object.assign(month, { className: "app-muted", textContent: monthOf(group.period) });
    name.append(document.createElement("br"), month);
    row.append(name);
    [group.published.answers, shown(group.published.hundredths)].forEach((value) => {
      const cell = document.createElement("td");
      Object.assign(cell, { className: "govuk-table__cell govuk-table__cell--numeric", textContent: value });
      row.append(cell);
    });
    return row;
  });
  const table = page.querySelector("[data-index]");
  table.querySelector("tbody").replaceChildren(...rows);
  table.hidden = !rows.length;
  return rows.length ? "index" : "no-index";
}

/** Run a check; its verdict, or the step that does not hold and what proves it. */
async function run(work) {
  page.querySelectorAll("[data-holds], [data-fails], [data-index]").forEach((each) => { each.hidden = true; });
  const evidence = page.querySelector("[data-evidence]");
  evidence.replaceChildren();
  page.querySelectorAll("button").forEach((each) => { each.disabled = true; });
  show("working");
  try {
    show(await work());
  } catch (fault) {
    if (fault instanceof Fault) mark(fault.step, false);
    show(fault instanceof Fault ? fault.outcome || (fault.step === "2.1" ? "unreadable" : "wrong") : "trouble");
    Object.entries(fault.evidence || {}).forEach(([name, content]) => {
      const link = document.createElement("a");
      Object.assign(link, { className: "govuk-link app-touch", download: name, textContent: name });
      link.href = URL.createObjectURL(new Blob([content], { type: "text/plain" }));
      const row = document.createElement("li");
      row.append(link);
      evidence.append(row);
    });
  }
  page.querySelectorAll("button").forEach((each) => { each.disabled = false; });
  page.querySelector("[role=status]").scrollIntoView({ block: "center" });
}

const field = document.getElementById("bukti");
const file = document.getElementById("berkas");
page.querySelectorAll("[data-tool]").forEach((each) => { each.hidden = false; });
page.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  run(() => check(field.value.replace(/\r\n/g, "\n").replace(/\n*$/, "\n")));
});
file.addEventListener("change", async () => { if (file.files[0]) field.value = await file.files[0].text(); });
page.querySelector("[data-index-button]").addEventListener("click", () => run(checkIndex));
