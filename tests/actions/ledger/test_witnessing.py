"""Cosigning the logs of others: what has been seen is compared and kept at once, and never forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.ledger.actions.witnessing import add_checkpoint
from pendopo.ledger.domain import merkle, notes
from pendopo.ledger.domain.checkpoint import Checkpoint, open_checkpoint
from pendopo.ledger.domain.policy import KnownLog, Policy
from pendopo.ledger.domain.witnessing import Refusal, write_submission
from pendopo.ledger.queries.witnesses import seen_logs

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
