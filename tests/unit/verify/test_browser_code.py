"""The browser's verifier (frontend/js/_record.js) in Node: the same vectors, the same mutations, the same index."""

import base64
import json
import random
import shutil
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.unit.ledger.vectors import vectors
from tests.unit.verify import fuzz
from tests.unit.verify.small_log import SmallLog
from tests.unit.verify.test_survey_log import fault, random_scores, survey_log

MODULES = [
    Path(__file__).parents[3] / "frontend" / "js" / f"_{name}.js"
    for name in ("record", "survey-log", "trust", "entry-types")
]

PROGRAM = """
import { readFileSync } from "node:fs";
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
const results = [];
for (const { task, ...given } of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    results.push({ value: (await tasks[task](given)) ?? null });
  } catch (fault) {
    results.push(fault instanceof record.Fault ? { step: fault.step } : { escaped: String(fault) });
  }
}
console.log(JSON.stringify(results));
"""


def ask(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The browser code's answers: `value`, or `step` of what does not hold."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not here")
    words = [
        node,
        "--no-warnings",
        "--input-type=module",
        "-e",
        PROGRAM,
        *(each.as_uri() for each in MODULES),
    ]
    done = subprocess.run(
        words, input=json.dumps(questions), capture_output=True, text=True, check=True, timeout=120
    )
    return json.loads(done.stdout)


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def test_inclusion_proofs_of_others_are_accepted_and_rejected_as_they_should() -> None:
    given = vectors("merkle_inclusion")
    answers = ask(
        [
            {"task": "inclusion", "index": one["leafIdx"], "size": one["treeSize"], "leaf": one["leafHash"],
             "path": one["proof"] or [], "root": one["root"]}
            for one in given
        ]
    )  # fmt: skip
    wrong = [
        one["file"] for one, got in zip(given, answers, strict=True) if ("step" in got) != one["wantErr"]
    ]
    assert wrong == []
    assert not any("escaped" in got for got in answers)


def test_keys_and_notes_of_others_are_accepted_and_rejected_as_they_should() -> None:
    good = [*vectors("note_c2sp"), *vectors("note_golang")]
    bad = [key for one in good for key in one.get("bad_vkeys", [])]
    notes = [{"task": "note", "raw": one["note"], "vkey": one["vkey"]} for one in good]
    spoilt = [{**one, "raw": one["raw"].replace("i", "j", 1)} for one in notes]
    answers = ask([*notes, *spoilt, *({"task": "key", "vkey": key} for key in bad)])
    assert [set(one) for one in answers] == [{"value"}] * len(notes) + [{"step"}] * (len(spoilt) + len(bad))


def test_roots_are_those_of_the_other_verifier(verifier: ModuleType) -> None:
    leaves = [b"%d" % number for number in range(300)]
    answers = ask(
        [{"task": "roots", "leaves": [b64(leaf) for leaf in leaves[:size]]} for size in range(0, 300, 13)]
    )
    own = [verifier.root_of(map(verifier.leaf_hash, leaves[:size])).hex() for size in range(0, 300, 13)]
    assert [one["value"] for one in answers] == own


def test_no_mutated_note_or_proof_is_accepted_and_no_error_escapes() -> None:
    choose = random.Random(random.randrange(2**32))
    log, good = fuzz.seeds()
    raws = [*good, *(fuzz.mutate(choose.choice(good), choose) for _ in range(4000))]
    answers = ask([{"task": "file", "raw": b64(raw), "vkey": log.signer.vkey} for raw in raws])
    assert not any("escaped" in one for one in answers)
    assert all("value" in one for one in answers[: len(good)])
    taken = [raw for raw, one in zip(raws, answers, strict=True) if "value" in one]
    assert [raw for raw in taken if raw not in good and not fuzz.harmless(raw, log)] == []


@pytest.mark.parametrize("seed", range(4))
def test_the_index_is_computed_again_bit_for_bit(verifier: ModuleType, seed: int) -> None:
    scores = [random_scores(seed * 100 + each, 3 + each * 11) for each in range(8)]
    logs = [survey_log(each) for each in scores]
    answers = ask([{"task": "index", "leaves": [b64(leaf) for leaf in log.leaves]} for log in logs])
    published = [json.loads(log.leaves[-1])["hundredths"] for log in logs]
    assert [one.get("value") for one in answers] == [[each] for each in published]


def test_both_verifiers_name_the_same_step_for_a_changed_survey(verifier: ModuleType) -> None:
    whole = survey_log(random_scores(5, 12)).leaves
    changed = [[*whole[:at], *whole[at + 1 :]] for at in range(len(whole) - 1)]
    changed += [[*whole[:at], whole[at].replace(b":[4", b":[3", 1), *whole[at + 1 :]] for at in range(2, 14)]
    changed += [
        [*whole, whole[3]],
        [whole[2], *whole],
        [*whole[:-1], whole[-1].replace(b'"answers":12', b'"answers":13')],
    ]
    answers = ask([{"task": "index", "leaves": [b64(leaf) for leaf in leaves]} for leaves in changed])
    steps = [fault(verifier, SmallLog("skm", leaves)) for leaves in changed]
    assert [one.get("step", "") for one in answers] == steps
    assert set(steps) >= {"3.3", "6.2", "6.4", "6.6"}


def test_entries_without_their_fields_are_named_and_do_not_stop_the_check() -> None:
    whole = survey_log(random_scores(5, 3)).leaves
    odd = [
        b'{"t":"token.batch/1"}',
        b'{"q":5,"t":"skm.answer/1"}',
        b'{"sums":true,"t":"ikm/1"}',
        b"{}",
        b'{"t":"x"}',
    ]
    answers = ask([{"task": "index", "leaves": [b64(leaf) for leaf in [*whole, each]]} for each in odd])
    assert [one.get("step") for one in answers] == ["3.2"] * 5
