"""The browser's verifier (frontend/js/_record.js) in Node: the same vectors, the same mutations, the same index."""

import json
from types import ModuleType

import pytest

from tests.unit.ledger.vectors import vectors
from tests.unit.verify.browser_code import ask, b64
from tests.unit.verify.small_log import SmallLog
from tests.unit.verify.test_survey_log import fault, random_scores, survey_log


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
