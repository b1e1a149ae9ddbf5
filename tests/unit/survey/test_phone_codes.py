"""The phone makes codes by the same rules as the server."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from pendopo.ledger.domain.canonical import canonical
from pendopo.ledger.domain.merkle import leaf_hash
from pendopo.survey.domain.answers import GivenAnswer
from pendopo.survey.domain.codes import code_hash, format_code
from pendopo.survey.domain.record import answer_entry

MODULE = Path(__file__).parents[3] / "frontend" / "js" / "_survey-code.js"
LEAF = MODULE.with_name("_own-leaf.js")
#: A code with look-alikes and other hyphens; codes with a wrong character, a swap, a missing one; nothing.
GOOD = format_code(bytes(range(16)))
ODD = [
    GOOD.replace("0", "o").replace("1", "l").replace("-", " \u2013 "),
    "9" + GOOD[1:],
    GOOD[:-1] + ("A" if GOOD[-1] != "A" else "B"),
    GOOD[:-2],
    "",
    "U" * 27,
]
SECRETS = [
    bytes(16),
    b"\xff" * 16,
    bytes(range(16)),
    *(bytes([place] * 15 + [1]) for place in range(1, 200, 7)),
]

PROGRAM = """
const { formatCode, commitmentOf, parseCode, sha256, hex, newCode } = await import(process.argv[1]);
const { fingerprintOf } = await import(process.argv[3]);
const { createHash } = await import("node:crypto");
const results = [];
for (const secret of JSON.parse(process.argv[2])) {
  const bytes = Uint8Array.from(Buffer.from(secret, "hex"));
  const code = formatCode(bytes);
  const chosen = { U1: 4, U2: 3, U3: 2, U4: 1, U5: 0, U6: 4, U7: 4, U8: 4, U9: 4 };
  const own = { code, chosen, nonce: "0f".repeat(16), service: "12", period: "2026-11" };
  results.push([code, await commitmentOf(bytes), await fingerprintOf(own), hex(parseCode(code.toLowerCase()))]);
}
const lengths = [];
for (let length = 0; length <= 200; length += 1) {
  const message = new Uint8Array(length).fill(length * 3);
  lengths.push(hex(sha256(message)) === createHash("sha256").update(message).digest("hex"));
}
const fresh = await newCode();
const odd = [];
for (const typed of JSON.parse(process.argv[4])) odd.push(parseCode(typed) && hex(parseCode(typed)));
console.log(JSON.stringify({ results, lengths, fresh, odd }));
"""


@pytest.fixture(scope="module")
def phone():
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is only needed to rebuild and test the scripts")
    secrets = json.dumps([secret.hex() for secret in SECRETS])
    ran = subprocess.run(
        [node, "--input-type=module", "-e", PROGRAM, str(MODULE), secrets, str(LEAF), json.dumps(ODD)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return json.loads(ran.stdout)


def test_phone_and_server_write_the_same_code_and_hash(phone):
    assert [result[:2] for result in phone["results"]] == [
        [format_code(secret), code_hash(secret).hex()] for secret in SECRETS
    ]


def test_phone_and_server_write_the_same_entry(phone):
    def entry(secret: bytes) -> bytes:
        given = GivenAnswer((4, 3, 2, 1, 0, 4, 4, 4, 4), secret, bytes.fromhex("0f" * 16))
        return canonical(answer_entry(given, 12, "2026-11"))

    assert [result[2] for result in phone["results"]] == [
        leaf_hash(entry(secret)).hex() for secret in SECRETS
    ]


def test_the_phone_reads_codes_as_the_server_does(phone):
    assert [result[3] for result in phone["results"]] == [secret.hex() for secret in SECRETS]
    assert phone["odd"] == [bytes(range(16)).hex(), None, None, None, None, None]


def test_the_hash_for_pages_without_https_is_sha_256(phone):
    assert all(phone["lengths"])


def test_a_fresh_code_fits_its_commitment(phone):
    from pendopo.survey.domain.codes import parse_code

    assert code_hash(parse_code(phone["fresh"]["code"])).hex() == phone["fresh"]["commitment"]
