"""Cosigning the logs of others: what has been seen is compared and kept at once, and never forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.ledger.actions.witnessing import add_checkpoint, publish_witnessed, take_cosignature
from pendopo.ledger.domain import merkle, notes
from pendopo.ledger.domain.checkpoint import Checkpoint, open_checkpoint
from pendopo.ledger.domain.policy import KnownLog, Policy, read_policy
from pendopo.ledger.domain.witnessing import Refusal, write_submission
from pendopo.ledger.files import Archive
from pendopo.ledger.models import Cosignature, TreeHead
from pendopo.ledger.queries.witnesses import seen_logs, witnessed

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
LOG = notes.new_signer("mpp.example.go.id/log/skm", b"l" * 32)
US = notes.new_signer("kabupaten.example.go.id/witness", b"w" * 32, notes.COSIGNATURE)
POLICY = Policy((KnownLog(LOG.verifier, ""),))
LEAVES = [merkle.leaf_hash(b"%d" % number) for number in range(40)]
FORK = [*LEAVES[:4], merkle.leaf_hash(b"forged"), *LEAVES[5:]]


def submit(old, new, leaves=LEAVES, now=NOW):
    """The signature line, or the status of the refusal."""
    note = notes.sign(Checkpoint(LOG.name, new, merkle.root(leaves[:new])).text, [LOG])
    body = write_submission(old, merkle.consistency_proof(old, new, merkle.reader(leaves)), note)
    try:
        return note + add_checkpoint(body=body, policy=POLICY, witness=US, now=now)
    except Refusal as refusal:
        return refusal.status


@pytest.mark.django_db
def test_a_cosignature_holds_and_says_when():
    checkpoint, note = open_checkpoint(submit(0, 7), LOG.verifier, [US.verifier])
    assert checkpoint.size == 7
    assert [one.seconds for one in note.verified] == [None, int(NOW.timestamp())]
    assert [(one.size, one.seen_at) for one in seen_logs(POLICY)] == [(7, NOW)]


@pytest.mark.django_db
def test_what_was_seen_is_remembered_from_one_request_to_the_next():
    submit(0, 7)
    assert submit(0, 20) == 409
    assert isinstance(submit(7, 20), str)
    assert submit(7, 20) == 409
    assert isinstance(submit(20, 20, now=NOW + timedelta(hours=1)), str)


@pytest.mark.django_db
def test_a_refusal_leaves_what_was_seen_as_it_was():
    submit(0, 7)
    assert submit(7, 20, FORK) == 422
    assert submit(7, 7, FORK) == 409
    assert [(one.size, one.seen_at) for one in seen_logs(POLICY)] == [(7, NOW)]
    assert isinstance(submit(7, 20), str)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_seen_log SET size = 6",
        "UPDATE ledger_seen_log SET root = sha256('x')",
        "UPDATE ledger_seen_log SET origin = 'elsewhere'",
        "DELETE FROM ledger_seen_log",
    ],
)
def test_the_database_refuses_to_forget(statement):
    submit(0, 7)
    with (
        pytest.raises(IntegrityError, match="only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def sign_ours(size=3):
    """A log `data` of ours with a signed head of so many entries; the text of its checkpoint."""
    ours = notes.new_signer("mpp.example.go.id/log/data", b"o" * 32)
    text = Checkpoint(ours.name, size, merkle.root(LEAVES[:size])).text
    TreeHead.objects.create(
        log="data", size=size, root=merkle.root(LEAVES[:size]), note=notes.sign(text, [ours]), signed_at=NOW
    )
    return text


def hand_in(text, seconds, signer=US, now=NOW, policy=None):
    """The name of the log whose cosignature was kept, or the status of the refusal."""
    note = notes.sign(text, [], [notes.cosign(text, signer, int(seconds))])
    try:
        return take_cosignature(
            note=note.encode(), logs={"mpp.example.go.id/log/data": "data"}, policy=policy or WATCHED, now=now
        )
    except Refusal as refusal:
        return refusal.status


OTHERS = [
    notes.new_signer(f"witness.example/{name}", name.encode() * 32, notes.COSIGNATURE) for name in "abc"
]
WATCHED = read_policy(
    "".join(f"witness {one.name[-1]} {one.verifier.vkey}\n" for one in OTHERS) + "group g 2 a b c\nquorum g\n"
)


@pytest.mark.django_db
def test_older_cosignatures_are_forgotten_when_a_newer_quorum_is_published(tmp_path):
    archive = Archive("mpp.example.go.id", tmp_path, tmp_path)
    for size in (2, 3, 4):
        text = sign_ours(size)
        for signer in OTHERS[: 2 if size < 4 else 1]:
            assert hand_in(text, NOW.timestamp(), signer) == "data"
    assert publish_witnessed(log="data", archive=archive, policy=WATCHED) == 3
    kept = Cosignature.objects.order_by("size").values_list("size", flat=True)
    assert list(kept) == [3, 3, 4]
    assert publish_witnessed(log="data", archive=archive, policy=WATCHED) == 3
    assert witnessed("data", WATCHED).size == 3
    assert (archive.public("data") / "witnessed").read_text() == witnessed("data", WATCHED).note


@pytest.mark.django_db
def test_a_checkpoint_is_witnessed_from_the_quorum_on():
    text = sign_ours()
    for number, expected in ((0, 0), (1, 3), (2, 3)):
        assert hand_in(text, NOW.timestamp() + number, OTHERS[number]) == "data"
        assert witnessed("data", WATCHED).size == expected
    found = witnessed("data", WATCHED)
    assert found.covers(2)
    assert not found.covers(3)
    assert found.at == NOW + timedelta(seconds=2)
    assert found.note.count("— witness.example/") == 3
    assert not found.is_overdue(NOW + timedelta(hours=23))
    assert found.is_overdue(NOW + timedelta(hours=25))


@pytest.mark.django_db
def test_nobody_outside_the_policy_counts():
    text = sign_ours()
    assert hand_in(text, NOW.timestamp(), US) == 403
    assert hand_in(text, NOW.timestamp(), OTHERS[0]) == "data"
    assert witnessed("data", read_policy("quorum none\n")).size == 0
    alone = read_policy(f"witness b {OTHERS[1].verifier.vkey}\nquorum b\n")
    assert witnessed("data", alone).size == 0


@pytest.mark.django_db
def test_a_checkpoint_that_we_have_not_signed_is_refused():
    text = sign_ours()
    lie = Checkpoint("mpp.example.go.id/log/data", 3, merkle.root(FORK[4:7])).text
    assert hand_in(lie, NOW.timestamp(), OTHERS[0]) == 409
    other = text.replace("/log/data", "/log/skm")
    assert hand_in(other, NOW.timestamp(), OTHERS[0]) == 404
    assert hand_in(text, NOW.timestamp(), OTHERS[0]) == "data"


@pytest.mark.django_db
@pytest.mark.parametrize("off", [timedelta(days=3), timedelta(days=-3), timedelta(minutes=11)])
def test_a_witness_whose_clock_is_off_does_not_count(off):
    text = sign_ours()
    assert hand_in(text, (NOW + off).timestamp(), OTHERS[0]) == 403
    assert hand_in(text, 2**62, OTHERS[0]) == 403
    assert hand_in(text, NOW.timestamp(), OTHERS[0]) == "data"


@pytest.mark.django_db
def test_an_older_signature_of_a_witness_does_not_take_the_place_of_a_newer_one():
    text = sign_ours()
    for minutes in (0, 5, -5):
        for one in OTHERS[:2]:
            assert hand_in(text, (NOW + timedelta(minutes=minutes)).timestamp(), one) == "data"
    assert witnessed("data", WATCHED).at == NOW + timedelta(minutes=5)
