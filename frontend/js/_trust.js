// Whom one believes: keys that hand over to others, and witnesses of whom so many have to have signed. Steps 1.5 and 1.6.
import { Fault, join, parseKey, parseNote, requireSignature, utf8 } from "./_record.js";

const hasSigned = (note, key) => note.signatures.some((each) => each.name === key.name && each.number === key.number);

/** A change of keys in a note that both have signed. Step 1.6. */
export async function readHandover(raw, ed25519) {
  const note = parseNote(raw);
  const [, name, after, before] = /^([^\n]+)\nkey ([^\n]+)\nafter ([^\n]+)\nday \d{4}-\d\d-\d\d\n$/.exec(note.text) || [];
  if (!name) throw new Fault("1.6", "no change of keys");
  const [old, fresh] = [parseKey(before), parseKey(after)];
  if (old.name !== name || fresh.name !== name || old.line === fresh.line) throw new Fault("1.6", "keys of two names");
  for (const key of [old, fresh]) {
    if (!hasSigned(note, key)) throw new Fault("1.6", "not signed by both keys");
    await requireSignature(note, key, ed25519);
  }
  return { old, fresh };
}

/** The changes of keys, and `key` with the keys to which it has led, in order. */
export async function heirs(key, changes, ed25519) {
  const [read, trusted] = [[], [key]];
  for (const { note } of await changes()) read.push(await readHandover(String(note), ed25519));
  read.forEach(({ old, fresh }) => { if (old.line === trusted[trusted.length - 1].line) trusted.push(fresh); });
  return { read, trusted };
}

/**
 * The key that has signed the note `raw`: `key`, or one to which it has handed over; with `older` also one before it,
 * for notes of former times. Else `key` itself.
 */
export async function successor(key, raw, changes, ed25519, older = false) {
  const note = parseNote(raw);
  if (hasSigned(note, key)) return key;
  const { read, trusted } = await heirs(key, changes, ed25519);
  if (older) read.reverse().forEach(({ old, fresh }) => { if (trusted.some((each) => each.line === fresh.line)) trusted.push(old); });
  return trusted.find((each) => hasSigned(note, each)) || key;
}

/** A policy file (C2SP tlog-policy): witnesses, groups of them, and the quorum. Step 1.5. */
export function parsePolicy(text) {
  const policy = { witnesses: new Map(), groups: new Map(), quorum: null };
  const known = (name) => policy.witnesses.has(name) || policy.groups.has(name);
  text.split("\n").map((line) => line.trim().split(/[ \t]+/)).forEach(([word, ...rest]) => {
    if (!word || word.startsWith("#") || word === "log") return;
    const wrong = () => { throw new Fault("1.5", `policy: ${word} ${rest[0] || ""}`); };
    if (word === "witness" && rest.length >= 2 && !known(rest[0])) policy.witnesses.set(rest[0], parseKey(rest[1], 4));
    else if (word === "group" && rest.length >= 3 && !known(rest[0]) && rest.slice(2).every(known)) {
      const [name, rule, ...members] = rest;
      const needed = { all: members.length, any: 1 }[rule] || (/^[1-9]\d{0,3}$/.test(rule) ? Number(rule) : 0);
      if (needed < 1 || needed > members.length) wrong();
      policy.groups.set(name, { needed, members });
    } else if (word === "quorum" && rest.length === 1 && policy.quorum === null && (rest[0] === "none" || known(rest[0]))) [policy.quorum] = rest;
    else wrong();
  });
  if (policy.quorum === null) throw new Fault("1.5", "policy: no quorum");
  return policy;
}

/** How many witnesses of the policy have signed a checkpoint, and whether that is enough. Wrong signatures condemn it. */
export async function countWitnesses(raw, policy, now, ed25519) {
  const note = parseNote(raw);
  const signed = new Set();
  for (const [name, key] of policy.witnesses) {
    for (const each of note.signatures.filter((one) => one.name === key.name && one.number === key.number)) {
      if (each.bytes.length !== 72) throw new Fault("1.3", "cosignature");
      const seconds = each.bytes.slice(0, 8).reduce((sum, byte) => sum * 256 + byte, 0);
      const message = join(utf8.encode(`cosignature/v1\ntime ${seconds}\n`), utf8.encode(note.text));
      if (!(await ed25519(each.bytes.slice(8), message, key.public))) throw new Fault("1.3", "cosignature");
      if (seconds <= now / 1000 + 86400) signed.add(name);
    }
  }
  const reached = (name) => {
    const group = policy.groups.get(name);
    return group ? group.members.filter(reached).length >= group.needed : signed.has(name);
  };
  return { signed: signed.size, enough: policy.quorum === "none" || reached(policy.quorum) };
}
