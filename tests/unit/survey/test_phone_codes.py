"""The phone makes codes by the same rules as the server."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from pendopo.survey.domain.codes import code_hash, format_code

MODULE = Path(__file__).parents[3] / "frontend" / "js" / "_survey-code.js"
SECRETS = [
    bytes(16),
    b"\xff" * 16,
    bytes(range(16)),
    *(bytes([place] * 15 + [1]) for place in range(1, 200, 7)),
]

PROGRAM = """
const { formatCode, commitmentOf, sha256, hex, newCode } = await import(process.argv[1]);
const { createHash } = await import("node:crypto");
const results = [];
for (const secret of JSON.parse(process.argv[2])) {
  const bytes = Uint8Array.from(Buffer.from(secret, "hex"));
  results.push([formatCode(bytes), await commitmentOf(bytes)]);
}
const lengths = [];
for (let length = 0; length <= 55; length += 1) {
  const message = new Uint8Array(length).fill(length * 3);
  lengths.push(hex(sha256(message)) === createHash("sha256").update(message).digest("hex"));
}
const fresh = await newCode();
console.log(JSON.stringify({ results, lengths, fresh }));
"""


@pytest.fixture(scope="module")
def phone():
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is only needed to rebuild and test the scripts")
    secrets = json.dumps([secret.hex() for secret in SECRETS])
    ran = subprocess.run(
        [node, "--input-type=module", "-e", PROGRAM, str(MODULE), secrets],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return json.loads(ran.stdout)


def test_phone_and_server_write_the_same_code_and_hash(phone):
    assert phone["results"] == [[format_code(secret), code_hash(secret).hex()] for secret in SECRETS]


def test_the_hash_for_pages_without_https_is_sha_256(phone):
    assert all(phone["lengths"])


def test_a_fresh_code_fits_its_commitment(phone):
    from pendopo.survey.domain.codes import parse_code

    assert code_hash(parse_code(phone["fresh"]["code"])).hex() == phone["fresh"]["commitment"]
