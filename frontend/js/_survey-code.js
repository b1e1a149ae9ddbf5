// Makes a survey code on the phone, so that the server never sees its secret: only the hash is sent ("commitment").
// The same rules as src/pendopo/survey/domain/codes.py; tests/unit/survey/test_phone_codes.py holds them together.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECK_SYMBOLS = `${ALPHABET}*~$=U`;
const DOMAIN = "skm-token/1";

/** 16 secret bytes as people read them: Crockford's base 32, his check symbol, groups of four. */
export function formatCode(secret) {
  let text = "";
  let held = 0;
  let bits = 2; // 26 characters hold 130 bits: two zero bits go first
  let rest = 0;
  for (const byte of secret) {
    rest = (rest * 256 + byte) % 37;
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return (text + CHECK_SYMBOLS[rest]).match(/.{1,4}/g).join("-");
}

/** The hash under which a code with this secret is issued, in hex. */
export async function commitmentOf(secret) {
  const message = new Uint8Array(DOMAIN.length + secret.length);
  for (let place = 0; place < DOMAIN.length; place += 1) message[place] = DOMAIN.charCodeAt(place);
  message.set(secret, DOMAIN.length);
  return hex(await sha256Of(message));
}

/** SHA-256 by the browser, or by ourselves on pages without HTTPS, where browsers hide crypto.subtle. */
export async function sha256Of(message) {
  return crypto.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-256", message)) : sha256(message);
}

/** The 16 secret bytes of a typed code; null when it is none. As forgiving as the server. */
export function parseCode(typed) {
  const text = typed.replace(/[\s\u2010-\u2015\u2212_.-]+/g, "").toUpperCase()
    .replace(/O/g, "0").replace(/[IL]/g, "1");
  if (text.length !== 27) return null;
  const secret = new Uint8Array(16);
  let rest = 0;
  let held = 0;
  let bits = -2; // the first character holds three bits of the secret
  let place = 0;
  for (const sign of text.slice(0, -1)) {
    const value = ALPHABET.indexOf(sign);
    if (value < 0) return null;
    rest = (rest * 32 + value) % 37;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      secret[place] = held >> bits;
      place += 1;
      held &= (1 << bits) - 1;
    }
  }
  return CHECK_SYMBOLS.indexOf(text[26]) === rest ? secret : null;
}

/** A fresh code: `code` to show and keep on the phone, `commitment` to send. */
export async function newCode() {
  const secret = crypto.getRandomValues(new Uint8Array(16));
  return { code: formatCode(secret), commitment: await commitmentOf(secret) };
}

/** Bytes in hex. */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const PRIMES = [];
for (let candidate = 2; PRIMES.length < 64; candidate += 1) {
  if (PRIMES.every((prime) => candidate % prime)) PRIMES.push(candidate);
}
const fraction = (value) => Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;
const rotate = (word, by) => (word >>> by) | (word << (32 - by));

/** SHA-256 (FIPS 180-4). */
export function sha256(message) {
  const blocks = new Uint8Array((((message.length + 8) >> 6) + 1) * 64);
  blocks.set(message);
  blocks[message.length] = 128;
  const view = new DataView(blocks.buffer);
  view.setUint32(blocks.length - 4, message.length * 8);
  let state = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  for (let start = 0; start < blocks.length; start += 64) state = compress(state, view, start);
  const result = new DataView(new ArrayBuffer(32));
  state.forEach((word, at) => result.setInt32(at * 4, word));
  return new Uint8Array(result.buffer);
}

const CONSTANTS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const words = new Int32Array(64); // one for all: a log has many thousand hashes

function compress(state, view, start) {
  for (let at = 0; at < 16; at += 1) words[at] = view.getInt32(start + at * 4);
  for (let at = 16; at < 64; at += 1) {
    const low = words[at - 15];
    const high = words[at - 2];
    words[at] = words[at - 16] + words[at - 7]
      + (rotate(low, 7) ^ rotate(low, 18) ^ (low >>> 3))
      + (rotate(high, 17) ^ rotate(high, 19) ^ (high >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let at = 0; at < 64; at += 1) {
    const first = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + CONSTANTS[at] + words[at]) | 0;
    const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  return [a, b, c, d, e, f, g, h].map((word, at) => (word + state[at]) | 0);
}
