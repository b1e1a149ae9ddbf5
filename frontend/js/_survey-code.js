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
  const digest = crypto.subtle
    ? new Uint8Array(await crypto.subtle.digest("SHA-256", message))
    : sha256(message);
  return hex(digest);
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

/** SHA-256 (FIPS 180-4) of up to 55 bytes, one block: for pages without HTTPS, where browsers hide crypto.subtle. */
export function sha256(message) {
  const block = new Uint8Array(64);
  block.set(message);
  block[message.length] = 128;
  const view = new DataView(block.buffer);
  view.setUint32(60, message.length * 8);
  const words = PRIMES.map((_, at) => (at < 16 ? view.getInt32(at * 4) : 0));
  for (let at = 16; at < 64; at += 1) {
    const low = words[at - 15];
    const high = words[at - 2];
    words[at] = (words[at - 16] + words[at - 7]
      + (rotate(low, 7) ^ rotate(low, 18) ^ (low >>> 3))
      + (rotate(high, 17) ^ rotate(high, 19) ^ (high >>> 10))) | 0;
  }
  const start = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  let [a, b, c, d, e, f, g, h] = start;
  for (let at = 0; at < 64; at += 1) {
    const first = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g))
      + fraction(Math.cbrt(PRIMES[at])) + words[at]) | 0;
    const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
  }
  const result = new DataView(new ArrayBuffer(32));
  [a, b, c, d, e, f, g, h].forEach((word, at) => result.setInt32(at * 4, (word + start[at]) | 0));
  return new Uint8Array(result.buffer);
}
