"""The verifier of the browser (frontend/js/_record.js and its parts) in Node: questions and answers as JSON.

One process of Node answers all of them, one line for a list of questions: to start it costs more than to ask.
"""

import atexit
import base64
import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

MODULES = [
    Path(__file__).parents[3] / "frontend" / "js" / f"_{name}.js"
    for name in ("record", "survey-log", "trust", "entry-types")
]

PROGRAM = """
import { createInterface } from "node:readline";
import { webcrypto } from "node:crypto";
globalThis.crypto ??= webcrypto;
const [record, survey, trust, types] = await Promise.all(process.argv.slice(1).map((each) => import(each)));
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
const ed25519 = async (signature, message, key) => {
  const own = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", own, signature, message);
};
const tasks = {
  inclusion: async ({ index, size, leaf, path, root }) =>
    record.checkInclusion(index, size, bytes(leaf), path.map(bytes), bytes(root)),
  roots: async ({ leaves }) => record.hex(record.rootOf(leaves.map((leaf) => record.leafHash(bytes(leaf))))),
  index: async ({ leaves }) =>
    survey.recompute(leaves.map(bytes)).map((group) => survey.hundredths(group.sums, group.answered)),
  file: async ({ raw, vkey }) => {
    const text = new TextDecoder().decode(bytes(raw));
    const key = record.parseKey(vkey);
    if (!text.startsWith("c2sp.org/tlog-proof@v1\\n")) return void (await record.openCheckpoint(text, key, ed25519));
    const proof = record.parseProof(text);
    const point = await record.openCheckpoint(proof.checkpoint, key, ed25519);
    return record.checkInclusion(proof.index, point.size, record.leafHash(proof.entry), proof.path, point.root);
  },
  handover: async ({ raw }) => void (await trust.readHandover(raw, ed25519)),
  successor: async ({ vkey, raw, changes, older }) =>
    (await trust.successor(record.parseKey(vkey), raw, async () => changes, ed25519, older)).line,
  witnesses: async ({ raw, policy, now }) => trust.countWitnesses(raw, trust.parsePolicy(policy), now, ed25519),
  type: async ({ log, entry }) => types.typeFault(log, entry),
  every: async ({ leaves, proofs }) => {
    const hashes = leaves.map(bytes);
    const fits = (...given) => { try { record.checkInclusion(...given); return 1; } catch (fault) { return 0; } };
    const count = { accepted: 0, wrongly: 0 };
    for (const [size, root, paths] of proofs) {
      paths.forEach((path, index) => {
        const given = [hashes[index], path.map(bytes), bytes(root)];
        count.accepted += fits(index, size, ...given);
        if (size > 1) count.wrongly += fits((index + 1) % size, size, ...given);
      });
    }
    return count;
  },
  key: async ({ vkey }) => void record.parseKey(vkey),
  note: async ({ raw, vkey }) => record.requireSignature(record.parseNote(raw), record.parseKey(vkey), ed25519),
};
for await (const line of createInterface({ input: process.stdin })) {
  const results = [];
  for (const { task, ...given } of JSON.parse(line)) {
    try {
      results.push({ value: (await tasks[task](given)) ?? null });
    } catch (fault) {
      results.push(fault instanceof record.Fault ? { step: fault.step } : { escaped: String(fault) });
    }
  }
  console.log(JSON.stringify(results));
}
"""


def ask(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The browser code's answers: `value`, or `step` of what does not hold."""
    node = _started()
    assert node.stdin
    assert node.stdout
    # JSON escapes what is not ASCII, so that no character of a question ends its line.
    node.stdin.write(json.dumps(questions) + "\n")
    node.stdin.flush()
    answers = node.stdout.readline()
    assert answers, "Node has ended; its reason is above"
    return list(json.loads(answers))


@cache
def _started() -> "subprocess.Popen[str]":
    path = shutil.which("node")
    if path is None:
        pytest.skip("Node is not here")
    words = [
        path,
        "--no-warnings",
        "--input-type=module",
        "-e",
        PROGRAM,
        *(each.as_uri() for each in MODULES),
    ]
    node = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    # It ends when nobody can ask any more.
    atexit.register(node.communicate)
    return node


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
