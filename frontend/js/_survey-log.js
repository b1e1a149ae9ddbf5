// Computes the published indexes again from the entries of the log `skm`, as verify/pendopo_verify.py does. Touches no page.
import { Fault, hex, join, leafHash, readTyped, utf8 } from "./_record.js";
import { sha256 } from "./_survey-code.js";

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

/** Every index of the survey's log computed again from the answers before it. Steps 3.1 to 3.3, 6.1 to 6.6. */
export function recompute(raws) {
  const methods = new Map();
  const begun = new Map();
  const codes = new Map();
  const groups = new Map();
  const seen = new Set();
  raws.map((raw) => readTyped(raw, "skm")).forEach((entry, place) => {
    const raw = raws[place];
    const mark = hex(leafHash(raw));
    if (seen.has(mark)) throw new Fault("3.3", "twice");
    seen.add(mark);
    if (entry.t === "method/1" && !methods.has(entry.method)) methods.set(entry.method, place);
    if (!entry.period) return;
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
      if (!begun.has(entry.period)) begun.set(entry.period, place);
      entry.h.forEach((each) => {
        if (codes.has(each)) throw new Fault("6.1", "code twice");
        codes.set(each, { key, kind: entry.class, end: "" });
      });
      if (entry.h.length !== entry.count) throw new Fault("6.1", "count");
      group.codes += entry.count;
    } else if (entry.t === "token.void/1") entry.tok.forEach((token) => use(token, "void"));
    else if (entry.t === "skm.answer/1") {
      use(entry.tok, "answered");
      group.answers += 1;
      entry.q.forEach((score, at) => { group.sums[at] += score; group.answered[at] += score > 0 ? 1 : 0; });
    } else if (entry.t === "ikm/1") {
      if (!/\/exact-1$/.test(entry.method)) throw new Fault("6.4", entry.method);
      const first = begun.has(entry.period) ? begun.get(entry.period) : place;
      if (!(methods.get(entry.method) < first)) throw new Fault("6.6", entry.method);
      const right = entry.answers === group.answers && String(entry.sums) === String(group.sums)
        && String(entry.answered) === String(group.answered) && entry.hundredths === hundredths(group.sums, group.answered);
      if (!right) throw new Fault("6.4", key);
      if (entry.answers > entry.issued || entry.issued > group.codes) throw new Fault("6.5", key);
      group.published = entry;
    }
  });
  return [...groups.values()].filter((group) => group.answers);
}
