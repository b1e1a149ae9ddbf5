"""What a witness answers: a script of requests of another implementation, and each status by itself."""

import base64
import hashlib
import json
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.ledger.domain import merkle, notes, witnessing
from pendopo.ledger.domain.checkpoint import Checkpoint
from pendopo.ledger.domain.policy import KnownLog, Policy
from pendopo.ledger.domain.witnessing import Refusal, Seen
from tests.unit.ledger.vectors import FOLDER

SCRIPT = FOLDER / "witness_add_checkpoint.json"
ORIGIN = "mpp.example.go.id/log/skm"
LOG = notes.new_signer(ORIGIN, b"l" * 32)
THIEF = notes.new_signer(ORIGIN, b"t" * 32)
POLICY = Policy((KnownLog(LOG.verifier, ""),))
LEAVES = tuple(merkle.leaf_hash(b"%d" % number) for number in range(40))
FORK = (*LEAVES[:4], merkle.leaf_hash(b"forged"), *LEAVES[5:])


@cache
def note(size, leaves=LEAVES, signer=LOG, origin=ORIGIN):
    return notes.sign(Checkpoint(origin, size, merkle.root(leaves[:size])).text, [signer])


@cache
def proof(old, new, leaves=LEAVES):
    return merkle.consistency_proof(old, new, merkle.reader(leaves))


@cache
def seen(size, leaves=LEAVES):
    return Seen(size, merkle.root(leaves[:size]))


def ask(body, state=None, policy=POLICY):
    """What the witness has seen after the request, or the refusal."""
    try:
        submission = witnessing.read_submission(body)
        witnessing.admit(submission, policy)
        return witnessing.follow(submission, state or Seen())
    except Refusal as refusal:
        return refusal


def status(*arguments, **named):
    outcome = ask(*arguments, **named)
    return outcome.status if isinstance(outcome, Refusal) else 200


@pytest.mark.skipif(not SCRIPT.exists(), reason="the published vectors are not on this machine")
def test_the_script_of_another_witness_gives_the_same_answers():
    script = json.loads(SCRIPT.read_text())
    key = bytes.fromhex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f")
    name = "sigsum.org/v1/tree/" + "4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562"
    policy, state = Policy((KnownLog(notes.Verifier(name, notes.ED25519, key), ""),)), Seen()
    for step in script["vectors"]:
        outcome = ask(step["body"].encode(), state, policy)
        # The script follows an older text: an unknown log is 404 now.
        expected = 404 if "unknown log" in step["assert"] else step["status"]
        if expected == 200:
            assert isinstance(outcome, Seen), step
            state = outcome
            continue
        assert isinstance(outcome, Refusal), step
        assert outcome.status == expected
        wanted = step["assert"]
        if "==" in wanted:
            assert outcome.body == json.loads(wanted.partition("== ")[2])
        else:
            assert json.loads(wanted.partition("contains ")[2]) in outcome.body
    assert state.size == 5


def test_the_first_checkpoint_of_a_known_log_is_taken_as_it_is():
    assert ask(witnessing.write_submission(0, [], note(7))) == seen(7)


def test_a_longer_tree_with_its_proof_is_followed():
    assert ask(witnessing.write_submission(7, proof(7, 20), note(20)), seen(7)) == seen(20)


def test_the_same_checkpoint_again_is_cosigned_again():
    assert ask(witnessing.write_submission(7, [], note(7)), seen(7)) == seen(7)


def test_a_log_that_nobody_named_is_404_whoever_signed():
    stranger = notes.new_signer("elsewhere.example/log", b"s" * 32)
    body = witnessing.write_submission(0, [], note(7, signer=stranger, origin="elsewhere.example/log"))
    assert status(body) == 404
    assert status(witnessing.write_submission(9, [], note(7, origin="elsewhere.example/log"))) == 404


def test_a_checkpoint_that_the_log_did_not_sign_is_403():
    assert status(witnessing.write_submission(0, [], note(7, signer=THIEF))) == 403
    broken = note(7).replace("\n7\n", "\n8\n")
    assert status(witnessing.write_submission(9, [], broken)) == 403


def test_another_size_than_the_witness_has_is_409_with_the_size_it_has():
    refusal = ask(witnessing.write_submission(3, proof(3, 20), note(20)), seen(7))
    assert (refusal.status, refusal.body, refusal.content_type) == (409, "7\n", "text/x.tlog.size")


def test_an_old_size_above_the_new_one_is_400_before_anything_is_said_of_what_was_seen():
    assert status(witnessing.write_submission(21, [], note(20)), seen(7)) == 400


def test_a_tree_that_forgets_is_never_cosigned():
    assert status(witnessing.write_submission(7, [], note(5)), seen(7)) == 400
    assert status(witnessing.write_submission(5, [], note(5)), seen(7)) == 409


def test_another_tree_of_the_same_size_is_409():
    assert status(witnessing.write_submission(7, [], note(7, FORK)), seen(7)) == 409


@pytest.mark.parametrize("leaves", [LEAVES, FORK])
def test_a_fork_under_the_genuine_key_is_422_whichever_proof_it_brings(leaves):
    body = witnessing.write_submission(7, proof(7, 20, leaves), note(20, FORK))
    assert status(body, seen(7)) == 422


def test_a_proof_about_the_empty_tree_is_422():
    assert status(witnessing.write_submission(0, [LEAVES[0]], note(7))) == 422
    forged = notes.sign(Checkpoint(ORIGIN, 0, LEAVES[0]).text, [LOG])
    assert status(witnessing.write_submission(0, [], forged)) == 409


@pytest.mark.parametrize("old", range(1, 40))
def test_every_step_between_two_sizes_is_followed_and_no_changed_proof_is(old):
    for new in range(old, 41):
        hashes = proof(old, new)
        assert ask(witnessing.write_submission(old, hashes, note(new)), seen(old)) == seen(new)
        for place in range(len(hashes)):
            wrong = [*hashes[:place], hashlib.sha256(hashes[place]).digest(), *hashes[place + 1 :]]
            assert status(witnessing.write_submission(old, wrong, note(new)), seen(old)) == 422
            assert status(witnessing.write_submission(old, hashes[:place], note(new)), seen(old)) == 422


@pytest.mark.parametrize(
    "head",
    ["", "old", "old ", "old -1", "old 01", "old 7 ", "Old 7", "old ٧", "old 99999999999999999999", "new 7",
     "old 7\nnot base64", "old 7\n" + "A" * 43 + "B", "old 7\nAAAA",
     "old 7\n" + "\n".join([base64.b64encode(LEAVES[0]).decode()] * 64)],
)  # fmt: skip
def test_a_request_in_another_form_is_400(head):
    assert status(f"{head}\n\n{note(20)}".encode(), seen(7)) == 400


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_rubbish_is_400_and_nothing_else_happens(rubbish):
    assert status(rubbish) == 400
    assert status(b"old 0\n\n" + rubbish) == 400


@given(st.integers(0, 400), st.integers(0, 7))
def test_a_changed_bit_is_never_cosigned(place, bit):
    body = bytearray(witnessing.write_submission(7, proof(7, 20), note(20)))
    body[place % len(body)] ^= 1 << bit
    outcome = ask(bytes(body), seen(7))
    # A bit in the key's name or id makes the signature that of a stranger: refused as well.
    assert isinstance(outcome, Refusal)
