"""The survey's log: codes before answers, answers in batches and in no order, counts behind what they count."""

import json
import os
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from pendopo.ledger.actions import advance, append, release
from pendopo.ledger.actions.integration import integrate_quietly
from pendopo.ledger.domain import tiles
from pendopo.ledger.files import Archive
from pendopo.ledger.queries import waiting
from pendopo.survey.domain.codes import code_hash

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
IKM = {
    "t": "ikm/1", "service": 1, "period": "2026-11", "version": 1, "method": "m", "answers": 1, "issued": 1,
    "elements": ["U1"], "answered": [1], "sums": [4], "hundredths": 10000,
}  # fmt: skip


@pytest.fixture
def archive(tmp_path, transactional_db):
    return Archive("mpp.example.go.id", tmp_path / "data", tmp_path / "memory")


def token(number):
    return number.to_bytes(16, "big")


def answer(number):
    return {
        "t": "skm.answer/1", "service": 1, "period": "2026-11", "q": [4] * 9, "tok": token(number).hex(), "r": "0" * 32,
    }  # fmt: skip


def batch(numbers):
    hashes = sorted(code_hash(token(number)).hex() for number in numbers)
    return {
        "t": "token.batch/1", "batch": f"1/{min(numbers)}", "class": "phone", "service": 1, "period": "2026-11",
        "d": "2026-11-23", "count": len(hashes), "h": hashes,
    }  # fmt: skip


def add(*entries):
    for entry in entries:
        with transaction.atomic():
            append("skm", [entry])


def log(archive):
    folder = archive.public("skm")
    size = int((folder / "checkpoint").read_text().split("\n")[1])
    leaves = []
    for index, width in tiles.bundles_of(size):
        leaves += tiles.decode_bundle((folder / tiles.entries_path(index, width)).read_bytes(), width)
    return [json.loads(leaf) for leaf in leaves]


def kinds(archive):
    return [entry["t"] for entry in log(archive)]


def test_an_answer_waits_for_the_batch_of_its_code(archive):
    add(*(answer(number) for number in range(25)))
    advance("skm", archive, NOW)
    assert log(archive) == []
    add(batch(range(25)))
    advance("skm", archive, NOW)
    assert kinds(archive) == ["token.batch/1"] + ["skm.answer/1"] * 25


def test_fewer_than_twenty_answers_wait_until_the_day_is_closed(archive):
    add(batch(range(30)), *(answer(number) for number in range(19)))
    advance("skm", archive, NOW)
    assert kinds(archive) == ["token.batch/1"]
    assert waiting("skm") == 19
    with transaction.atomic():
        release()
    advance("skm", archive, NOW)
    assert kinds(archive) == ["token.batch/1"] + ["skm.answer/1"] * 19


def test_twenty_answers_enter_together(archive):
    add(batch(range(30)), *(answer(number) for number in range(20)))
    advance("skm", archive, NOW)
    assert kinds(archive) == ["token.batch/1"] + ["skm.answer/1"] * 20


def test_a_count_stands_behind_what_it_counts_and_before_what_it_does_not(archive):
    add(batch(range(60)), *(answer(number) for number in range(5)))
    with transaction.atomic():
        append("skm", [IKM])
        release()
    add(*(answer(number) for number in range(5, 35)))
    advance("skm", archive, NOW)
    assert kinds(archive) == ["token.batch/1"] + ["skm.answer/1"] * 5 + ["ikm/1"] + ["skm.answer/1"] * 30
    counted = [int(entry["tok"], 16) for entry in log(archive)[1:6]]
    assert sorted(counted) == list(range(5))


def test_closings_that_wait_go_one_after_the_other(archive):
    """The sequencer was away for two evenings, and for the codes of some answers even longer."""
    for first in (0, 10):
        add(batch(range(first, first + 5)), *(answer(number) for number in range(first, first + 6)))
        with transaction.atomic():
            append("skm", [IKM | {"version": first + 1}])
            release()
    advance("skm", archive, NOW)
    one_evening = ["token.batch/1"] + ["skm.answer/1"] * 5 + ["ikm/1"]
    assert kinds(archive) == one_evening * 2
    assert waiting("skm") == 2
    add(batch([5, 15]))
    with transaction.atomic():
        release()
    advance("skm", archive, NOW)
    assert kinds(archive)[14:] == ["token.batch/1"] + ["skm.answer/1"] * 2


def test_the_batch_is_signed_before_the_first_answer_has_a_place(archive):
    add(batch(range(20)), *(answer(number) for number in range(20)))
    advance("skm", archive, NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT size FROM ledger_tree_head WHERE log = 'skm' AND note <> '' ORDER BY size")
        assert [row[0] for row in cursor.fetchall()] == [0, 1, 21]


def test_the_order_in_the_log_says_nothing_about_the_order_of_arrival(archive):
    """Spearman's rank correlation, batch by batch: its mean is 0 within four standard errors.

    `PENDOPO_TRIAL_BATCHES` says over how many batches (1,000 for the whole trial).
    """
    batches = int(os.environ.get("PENDOPO_TRIAL_BATCHES", "150"))
    add(*(batch(range(start * 20, start * 20 + 20)) for start in range(batches)))
    advance("skm", archive, NOW)
    for first in range(0, batches * 20, 20):
        add(*(answer(number) for number in range(first, first + 20)))
        assert integrate_quietly() == 20
    for _ in range(2):
        advance("skm", archive, NOW)
    arrived = [int(entry["tok"], 16) for entry in log(archive) if entry["t"] == "skm.answer/1"]
    pieces = [arrived[at : at + 20] for at in range(0, batches * 20, 20)]
    assert [sorted(piece) for piece in pieces] == [
        list(range(at, at + 20)) for at in range(0, batches * 20, 20)
    ]
    mean = sum(correlation(piece) for piece in pieces) / batches
    assert abs(mean) < 4 * (1 / 19 / batches) ** 0.5
    # The measure does notice an order.
    assert correlation(sorted(pieces[0])) == 1


def correlation(piece):
    """Spearman's rank correlation between the order of arrival and that in the log."""
    low, count = min(piece), len(piece)
    squares = sum((number - low - place) ** 2 for place, number in enumerate(piece))
    return 1 - 6 * squares / (count * (count**2 - 1))
