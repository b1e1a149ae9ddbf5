// The types of entries that each log of the public record may hold, each with exactly its fields: `TYPES` of
// verify/pendopo_verify.py in the browser's words. Step 3.2.
const whole = (value) => Number.isSafeInteger(value) && value >= 0;
const like = (pattern) => (value) => typeof value === "string" && pattern.test(value);
const several = (one, count) => (value) => Array.isArray(value) && (count === undefined || value.length === count) && value.every(one);
const text = (most) => (value) => typeof value === "string" && [...value].length <= most;
const isDay = (value) => {
  const [, year, month, date] = like(/^\d{4}-\d\d-\d\d$/)(value) ? /^(\d+)-(\d+)-(\d+)$/.exec(value) : [];
  const found = new Date(Date.UTC(2000, month - 1, date));
  found.setUTCFullYear(year, month - 1, date);
  return Boolean(year) && year > 0 && found.toISOString().slice(0, 10) === value;
};
const score = (value) => whole(value) && value <= 4;
const [month, hex16, hex32] = [like(/^[12]\d{3}-(0[1-9]|1[0-2])$/), like(/^[0-9a-f]{32}$/), like(/^[0-9a-f]{64}$/)];
const span = like(/^[12]\d{3}(-(0[1-9]|1[0-2]|T[1-4]|S[12]))?$/);
const word = like(/^[a-z0-9][a-z0-9./-]{0,79}$/);
const log = like(/^(layanan|skm|spbe|data)$/);
const files = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value)
  && Object.entries(value).every(([name, hashed]) => /^\/[a-zA-Z0-9._/-]{1,199}$/.test(name) && hex32(hashed));

const ticket = { service: whole, d: isDay, m: (value) => whole(value) && value < 1440, c: hex32 };
const desk = { ...ticket, counter: whole };
const indicator = like(/^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$/);
const level = {
  assessment: word, framework: hex32, indicator, level: (value) => whole(value) && value <= 9, version: whole, d: isDay, x: hex32,
  by: hex32,
};
const total = {
  assessment: word, framework: hex32, number: whole, index: like(/^\d{1,3}\.\d{1,4}$/), snapshot: hex32, d: isDay, by: hex32,
};
const everywhere = { "key/1": { d: isDay, note: text(4000) } };

/** Fields whose name ends with "?" may be left out. */
export const TYPES = {
  layanan: {
    "ticket.taken/1": { ...ticket, "priority?": (value) => value === true },
    "ticket.called/1": desk,
    "ticket.recalled/1": desk,
    "ticket.started/1": desk,
    "ticket.closed/1": { ...desk, "by?": hex32 },
    "ticket.noshow/1": desk,
    "ticket.cancelled/1": ticket,
    "ticket.transferred/1": { ...desk, to: whole },
    "day.closed/1": { service: whole, d: isDay, taken: whole, served: whole, noshow: whole, cancelled: whole, expired: whole },
  },
  skm: {
    "method/1": { d: isDay, method: word, sha256: hex32, bytes: whole },
    "token.batch/1": { batch: word, class: word, service: whole, period: month, d: isDay, count: whole, h: several(hex32) },
    "token.void/1": { service: whole, period: month, d: isDay, count: whole, tok: several(hex16) },
    "token.counted/1": {
      service: whole, period: month, d: isDay, version: whole, printed: whole, void: whole, slip: whole, phone: whole, own: whole,
      closed: whole,
    },
    "skm.answer/1": { service: whole, period: month, q: several(score, 9), tok: hex16, r: hex16 },
    "ikm/1": {
      service: whole, period: month, version: whole, method: word, answers: whole, issued: whole,
      elements: several(like(/^U[1-9]\d?$/)), answered: several(whole), sums: several(whole), hundredths: whole,
    },
    "skm.sums/1": {
      service: whole, period: month, class: word, version: whole, answers: whole, elements: several(like(/^U[1-9]\d?$/)),
      answered: several(whole), sums: several(whole),
    },
    "followup/1": {
      followup: whole, step: whole, agency: whole, element: like(/^U[1-9]\d?$/), period: span, state: word, d: isDay, due: isDay,
      h: hex32, "office?": whole, "service?": whole,
    },
  },
  spbe: {
    "claim/1": level,
    "score/1": { ...level, round: word },
    "review/1": { assessment: word, indicator, round: word, act: word, d: isDay, x: hex32, by: hex32 },
    "approval/1": { ...total, round: word, indicators: whole },
    "publication/1": total,
    "evidence/1": { file: hex32, bytes: whole, name: hex32, d: isDay },
    "commitment/1": { roadmap: word, agency: word, number: whole, initiatives: whole, snapshot: hex32, d: isDay, by: hex32 },
  },
  data: {
    "release/1": { d: isDay, version: word, files },
    "publish/1": { dataset: word, agency: word, number: whole, version: whole, rows: whole, access: word, files, d: isDay },
    "withdraw/1": { dataset: word, number: whole, h: hex32, d: isDay },
    "freeze/1": { d: isDay, log, size: whole, root: hex32, reason: text(500) },
    "thaw/1": { d: isDay, log, size: whole, root: hex32 },
  },
};

/** What is wrong with an entry of a log; empty when it is of a known type with exactly its fields. */
export function typeFault(name, entry) {
  const own = (table) => (Object.prototype.hasOwnProperty.call(table || {}, entry.t) ? table[entry.t] : null);
  const fields = typeof entry.t === "string" ? own(TYPES[name]) || own(everywhere) : null;
  if (!fields) return `${name}: ${String(entry.t)}`;
  const has = (field) => Object.prototype.hasOwnProperty.call(entry, field);
  const known = new Set(["t", ...Object.keys(fields).map((field) => field.replace("?", ""))]);
  const missing = Object.keys(fields).find((field) => !field.endsWith("?") && !has(field));
  const extra = Object.keys(entry).find((field) => !known.has(field));
  const odd = Object.entries(fields).find(([field, fits]) => has(field.replace("?", "")) && !fits(entry[field.replace("?", "")]));
  return missing || extra || (odd && odd[0]) ? `${entry.t}: ${missing || extra || odd[0]}` : "";
}
