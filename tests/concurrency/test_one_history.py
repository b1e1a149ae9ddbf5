"""Two histories of one log reach a witness at the same moment: it cosigns at most one of them."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, connections

from pendopo.ledger.actions.witnessing import add_checkpoint
from pendopo.ledger.domain import merkle, notes
from pendopo.ledger.domain.checkpoint import Checkpoint
from pendopo.ledger.domain.policy import KnownLog, Policy
from pendopo.ledger.domain.witnessing import Refusal, Seen, follow, read_submission, write_submission

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
US = notes.new_signer("kabupaten.example.go.id/witness", b"w" * 32, notes.COSIGNATURE)
SEEN = 5


def together(works):
    """Run all works in threads that start at the same moment; their results in order."""
    gate = threading.Barrier(len(works))

    def run(work):
        gate.wait(30)
        try:
            return work()
        except Refusal as refusal:
            return refusal.status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def histories(count):
    """Histories with the same beginning and different ends, each of them consistent with what was seen."""
    common = [merkle.leaf_hash(b"%d" % number) for number in range(SEEN)]
    return [[*common, merkle.leaf_hash(b"end %d" % end)] for end in range(count)]


def request(log, leaves, old, new):
    note = notes.sign(Checkpoint(log.name, new, merkle.root(leaves[:new])).text, [log])
    return write_submission(old, merkle.consistency_proof(old, new, merkle.reader(leaves)), note)


def test_looked_at_one_by_one_both_histories_are_right_so_looking_is_not_enough():
    log = notes.new_signer("mpp.example.go.id/log/looked", b"l" * 32)
    one, other = histories(2)
    seen = Seen(SEEN, merkle.root(one[:SEEN]))
    for leaves in (one, other):
        assert follow(read_submission(request(log, leaves, SEEN, 6)), seen).size == 6


@pytest.mark.parametrize("race", range(10))
def test_of_many_histories_at_once_one_is_cosigned(race):
    log = notes.new_signer(f"mpp.example.go.id/log/race{race}", b"l" * 32)
    policy = Policy((KnownLog(log.verifier, ""),))
    ends = histories(6)
    asked = {"policy": policy, "witness": US, "now": NOW}
    add_checkpoint(body=request(log, ends[0], 0, SEEN), **asked)
    results = together(
        [lambda leaves=leaves: add_checkpoint(body=request(log, leaves, SEEN, 6), **asked) for leaves in ends]
    )
    assert sorted(str(one)[:3] for one in results) == ["409"] * 5 + ["— k"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT size, root FROM ledger_seen_log WHERE origin = %s", [log.name])
        ((size, root),) = cursor.fetchall()
    winner = next(number for number, one in enumerate(results) if isinstance(one, str))
    assert (size, bytes(root)) == (6, merkle.root(ends[winner]))
