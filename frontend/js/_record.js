// Checks the public record in the browser: RFC 6962 trees, C2SP signed notes, checkpoints and proof files. The steps are
// those of docs/verification.md; verify/pendopo_verify.py does the same. Nothing here touches the page.
import { hex, sha256 } from "./_survey-code.js";

const LARGEST = Number.MAX_SAFE_INTEGER;
const PROOF = "c2sp.org/tlog-proof@v1";

/** A step that does not hold, and what was seen. */
export class Fault extends Error {
  constructor(step, seen) {
    super(`${step}: ${seen}`);
    this.step = step;
  }
}

const utf8 = new TextEncoder();
const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => { whole.set(part, at); return at + part.length; }, 0);
  return whole;
};

/** Bytes of canonical standard base64. */
export function unbase64(text, step, length) {
  let raw = "";
  try { raw = atob(text); } catch (fault) { throw new Fault(step, "not base64"); }
  if (btoa(raw) !== text) throw new Fault(step, "not canonical base64");
  if (length !== undefined && raw.length !== length) throw new Fault(step, "wrong length");
  return Uint8Array.from(raw, (sign) => sign.charCodeAt(0));
}

const isName = (name) => name !== "" && !/[\s+\u0085]/.test(name);

/** The verifier key in `name+hex+base64`. Step 1.2. */
export function parseKey(line) {
  const [, name, number, code] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/.exec(line.trim()) || [];
  if (!name || !isName(name)) throw new Fault("1.2", "no verifier key");
  const raw = unbase64(code, "1.2", 33);
  if (raw[0] !== 1) throw new Fault("1.2", "no Ed25519 key");
  if (hex(sha256(join(utf8.encode(`${name}\n`), raw)).slice(0, 4)) !== number) throw new Fault("1.2", "another number");
  return { name, number, public: raw.slice(1), line: line.trim() };
}

/** Text and signatures of a signed note; nothing is believed yet. Step 1.1. */
export function parseNote(raw) {
  const cut = raw.lastIndexOf("\n\n");
  // eslint-disable-next-line no-control-regex
  if (raw.length > 65536 || cut < 1 || !raw.endsWith("\n") || /[\u0000-\u0009\u000b-\u001f\ufffd]/.test(raw)) throw new Fault("1.1", "no signed note");
  const rows = raw.slice(cut + 2, -1).split("\n");
  if (rows.length > 64) throw new Fault("1.1", "too many signatures");
  const signatures = rows.map((row) => {
    const [, name, code] = /^\u2014 ([^ ]+) ([^ ]+)$/.exec(row) || [];
    if (!name || !isName(name)) throw new Fault("1.1", "no signature line");
    const bytes = unbase64(code, "1.1");
    if (bytes.length < 5) throw new Fault("1.1", "short signature");
    return { name, number: hex(bytes.slice(0, 4)), bytes: bytes.slice(4) };
  });
  return { raw, text: raw.slice(0, cut + 1), signatures };
}

/** Refuse unless this key signed the note, and each of its signatures is right. Step 1.3. */
export async function requireSignature(note, key, ed25519) {
  const own = note.signatures.filter((each) => each.name === key.name && each.number === key.number);
  if (!own.length) throw new Fault("1.3", "not signed by this key");
  for (const each of own) {
    if (each.bytes.length !== 64 || !(await ed25519(each.bytes, utf8.encode(note.text), key.public))) {
      throw new Fault("1.3", "wrong signature");
    }
  }
}

function wholeNumber(text, step) {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text) || Number(text) > LARGEST) throw new Fault(step, "no whole number");
  return Number(text);
}

/** The checkpoint in `raw`, signed by `key` and of the log of that name. Steps 1.1, 1.3 and 1.4. */
export async function openCheckpoint(raw, key, ed25519) {
  const note = parseNote(raw);
  const lines = note.text.slice(0, -1).split("\n");
  if (lines.length !== 3 || lines[0] !== key.name) throw new Fault("1.4", "no checkpoint of this log");
  const point = { origin: lines[0], size: wholeNumber(lines[1], "1.4"), root: unbase64(lines[2], "1.4", 32), raw };
  await requireSignature(note, key, ed25519);
  return point;
}

/** The fingerprint of an entry. */
export const leafHash = (entry) => sha256(join(new Uint8Array([0]), entry));
const node = (left, right) => sha256(join(new Uint8Array([1]), left, right));

/** The root of leaf hashes (RFC 6962). */
export function rootOf(hashes) {
  const peaks = [];
  for (const leaf of hashes) {
    let peak = { level: 0, hash: leaf };
    while (peaks.length && peaks[peaks.length - 1].level === peak.level) {
      peak = { level: peak.level + 1, hash: node(peaks.pop().hash, peak.hash) };
    }
    peaks.push(peak);
  }
  return peaks.length ? peaks.map((peak) => peak.hash).reduceRight((right, left) => node(left, right)) : sha256(new Uint8Array(0));
}

/** RFC 9162 section 2.1.3.2: the leaf stands at `index` of `size`. Step 4.3. */
export function checkInclusion(index, size, leaf, path, root) {
  const sound = [leaf, root, ...path].every((each) => each.length === 32) && path.length <= 63;
  if (!sound || !Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) throw new Fault("4.3", "no such place");
  const half = (number) => Math.floor(number / 2);
  let here = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) throw new Fault("4.3", "too long");
    if (here % 2 || here === last) {
      hash = node(sibling, hash);
      while (here % 2 === 0 && here) [here, last] = [half(here), half(last)];
    } else hash = node(hash, sibling);
    [here, last] = [half(here), half(last)];
  }
  if (last !== 0 || !same(hash, root)) throw new Fault("4.3", "another root");
}

/** A proof file with the entry inside. Step 4.1. */
export function parseProof(raw) {
  const cut = raw.indexOf("\n\n");
  const lines = raw.slice(0, Math.max(cut, 0)).split("\n");
  if (lines.shift() !== PROOF || !lines.length) throw new Fault("4.1", "no proof file");
  const extra = lines[0].startsWith("extra ") ? unbase64(lines.shift().slice(6), "4.1") : null;
  const [, index] = /^index (.*)$/.exec(lines.shift() || "") || [];
  if (!extra || index === undefined || lines.length > 63) throw new Fault("4.1", "entry or index missing");
  return { entry: extra, index: wholeNumber(index, "4.1"), path: lines.map((line) => unbase64(line, "4.1", 32)), checkpoint: raw.slice(cut + 2) };
}

/** A signed promise. Step 4.4; its signature is for `requireSignature`. */
export function parsePromise(raw) {
  const note = parseNote(raw);
  const lines = note.text.slice(0, -1).split("\n");
  const [, moment] = /^before (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))$/.exec(lines[3] || "") || [];
  const before = new Date(moment || NaN);
  if (lines.length !== 4 || Number.isNaN(before.getTime())) throw new Fault("4.4", "no promise");
  return { origin: lines[0], log: lines[1], leaf: unbase64(lines[2], "4.4", 32), before, note };
}

/** The entry in `raw`, in canonical form. Step 3.1. */
export function readEntry(raw) {
  let entry = null;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
    entry = JSON.parse(text);
    if (canonical(entry) !== text || Array.isArray(entry) || typeof entry !== "object") throw new Error();
  } catch (fault) { throw new Fault("3.1", "not canonical"); }
  return entry;
}

function canonical(value) {
  if (typeof value === "string" && value === value.normalize("NFC")) return JSON.stringify(value);
  if (typeof value === "boolean" || Number.isSafeInteger(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  // eslint-disable-next-line no-control-regex
  if (!value || typeof value !== "object" || Object.keys(value).some((key) => /[^\u0000-\u007f]/.test(key))) throw new Error();
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** The receipt in a JSON text: its entry, promise and proof. Steps 4.1 and 4.2. */
export function readReceipt(text) {
  let receipt = null;
  try { receipt = JSON.parse(text); } catch (fault) { throw new Fault("4.1", "no JSON"); }
  receipt = (receipt && receipt.receipt) || receipt;
  if (!receipt || typeof receipt.leaf !== "string") throw new Fault("4.1", "no receipt");
  const entry = utf8.encode(receipt.leaf);
  if (readEntry(entry).r !== receipt.nonce || hex(leafHash(entry)) !== receipt.fingerprint) throw new Fault("4.2", "another entry");
  return { entry, promise: String(receipt.promise || ""), proof: String(receipt.proof || "") };
}

/** The path of a tile of entries below the log. */
export function entriesPath(index, width) {
  let path = String(index % 1000).padStart(3, "0");
  for (let rest = Math.floor(index / 1000); rest; rest = Math.floor(rest / 1000)) path = `x${String(rest % 1000).padStart(3, "0")}/${path}`;
  return `tile/entries/${path}${width === 256 ? "" : `.p/${width}`}`;
}

/** The entries in a bundle of `width`. Step 2.1. */
export function readBundle(raw, width) {
  const entries = [];
  for (let at = 0; entries.length < width;) {
    const end = at + 2 + raw[at] * 256 + raw[at + 1];
    if (!(end <= raw.length)) throw new Fault("2.1", "too short");
    entries.push(raw.slice(at + 2, end));
    at = end;
  }
  return entries;
}

/** The index x 100 of sums and counts: exact, rounded half up once; null without answers. */
export function hundredths(sums, answered) {
  let [above, below, measured] = [BigInt(0), BigInt(1), 0];
  sums.forEach((sum, at) => {
    if (!answered[at]) return;
    above = above * BigInt(answered[at]) + BigInt(sum) * below;
    below *= BigInt(answered[at]);
    measured += 1;
  });
  if (!measured) return null;
  return Number((above * BigInt(5000) + below * BigInt(measured)) / (below * BigInt(2 * measured)));
}

/** Every index of the survey's log computed again from the answers before it. Steps 3.1 to 3.3, 6.1 to 6.5. */
export function recompute(raws) {
  try {
    return computed(raws);
  } catch (fault) {
    throw fault instanceof Fault ? fault : new Fault("3.2", String(fault)); // a field that is missing or of another kind
  }
}

function computed(raws) {
  const codes = new Map();
  const groups = new Map();
  const seen = new Set();
  raws.forEach((raw) => {
    const entry = readEntry(raw);
    const mark = hex(leafHash(raw));
    if (seen.has(mark)) throw new Fault("3.3", "twice");
    seen.add(mark);
    const key = `${entry.service} ${entry.period}`;
    if (!groups.has(key)) groups.set(key, { service: entry.service, period: entry.period, answers: 0, codes: 0, sums: Array(9).fill(0), answered: Array(9).fill(0), published: null });
    const group = groups.get(key);
    const use = (token, end) => {
      const code = codes.get(hex(sha256(join(utf8.encode("skm-token/1"), Uint8Array.from(token.match(/../g), (pair) => parseInt(pair, 16))))));
      if (!code || code.key !== key) throw new Fault("6.2", "unknown code");
      if (code.end || (end === "void" && code.kind !== "slip")) throw new Fault("6.3", "used code");
      code.end = end;
    };
    if (entry.t === "token.batch/1") {
      entry.h.forEach((each) => {
        if (codes.has(each)) throw new Fault("6.1", "code twice");
        codes.set(each, { key, kind: entry.class, end: "" });
      });
      if (entry.h.length !== entry.count) throw new Fault("6.1", "count");
      group.codes += entry.count;
    } else if (entry.t === "token.void/1") entry.tok.forEach((token) => use(token, "void"));
    else if (entry.t === "skm.answer/1") {
      if (entry.q.length !== 9 || entry.q.some((score) => ![0, 1, 2, 3, 4].includes(score))) throw new Fault("3.2", "scores");
      use(entry.tok, "answered");
      group.answers += 1;
      entry.q.forEach((score, at) => { group.sums[at] += score; group.answered[at] += score > 0 ? 1 : 0; });
    } else if (entry.t === "ikm/1") {
      const right = entry.answers === group.answers && String(entry.sums) === String(group.sums)
        && String(entry.answered) === String(group.answered) && entry.hundredths === hundredths(group.sums, group.answered);
      if (!right) throw new Fault("6.4", key);
      if (entry.answers > entry.issued || entry.issued > group.codes) throw new Fault("6.5", key);
      group.published = entry;
    } else if (!["token.counted/1", "skm.sums/1", "followup/1"].includes(entry.t)) throw new Fault("3.2", String(entry.t));
  });
  return [...groups.values()].filter((group) => group.answers);
}

export { hex, same };
