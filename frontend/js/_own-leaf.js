// The entry of an answer in the public record, as the phone itself writes it: the same bytes as
// src/pendopo/survey/domain/record.py and ledger/domain/canonical.py; tests/unit/survey/test_phone_codes.py compares.
import { hex, parseCode, sha256Of } from "./_survey-code.js";

/** The canonical text of an answer's entry: keys in order, no spaces. */
export function leafOf({ secret, scores, nonce, service, period }) {
  return `{"period":"${period}","q":[${scores.join(",")}],"r":"${nonce}","service":${service},"t":"skm.answer/1","tok":"${hex(secret)}"}`;
}

/** The fingerprint (RFC 6962 leaf hash, in hex) of what was typed and chosen here; null when something is not known. */
export async function fingerprintOf({ code, chosen, nonce, service, period }) {
  const secret = parseCode(code);
  const scores = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => chosen[`U${number}`]);
  if (!secret || !service || !period || scores.some((score) => !(score >= 0 && score <= 4))) return null;
  const text = leafOf({ secret, scores, nonce, service, period });
  const bytes = new Uint8Array(text.length + 1); // begins with the zero byte that marks a leaf
  for (let place = 0; place < text.length; place += 1) bytes[place + 1] = text.charCodeAt(place);
  return hex(await sha256Of(bytes));
}
