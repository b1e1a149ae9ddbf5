"""The owner of the database and of the key rewrites history with the real program. The stand-alone verifier, which
only reads what is public, notices each time."""

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from pendopo.ledger.actions import advance, append, promiser
from pendopo.ledger.actions.integration import integrate
from pendopo.ledger.actions.publication import publish
from pendopo.ledger.actions.signing import sign
from pendopo.ledger.files import archive_of
from pendopo.ledger.queries import tree
from pendopo.survey.actions import issue_code, publish_indexes, record_answer
from tests.record.stranger import Stranger
from tests.town import MONDAY_NINE, build_town

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY = date(2026, 11, 23)
NIGHT = MONDAY_NINE + timedelta(hours=14)
Entries = list[dict[str, Any]]


def survey(site: Any, count: int = 12) -> list[str]:
    """A Monday with so many answers, published; the receipts as files would hold them."""
    service, receipts = build_town().services[0].pk, []
    for number in range(count):
        receipt = record_answer(
            code=issue_code(service_id=service, day=MONDAY, commitment=None) or "", nonce=None, profile=None,
            answers={f"U{element}": 1 + (number + element) % 4 for element in range(1, 10)}, now=MONDAY_NINE,
            promise=promiser(site, "skm"),
        )  # fmt: skip
        fields = ("leaf", "fingerprint", "nonce", "promise")
        receipts.append(json.dumps({name: getattr(receipt, name) for name in fields}))
    publish_indexes(day=MONDAY, minimum=10)
    while advance("skm", archive_of(site), NIGHT).entries:
        pass
    return receipts


def rewrite(site: Any, log: str, change: Callable[[Entries], Entries]) -> None:
    """Everything that superuser rights and the key allow: no trigger, no memory, new tiles, a real signature."""
    archive = archive_of(site)
    entries = [json.loads(leaf) for leaf in tree.leaves(log, 0, tree.signed_head(log).size)]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in ("ledger_leaf", "ledger_tile", "ledger_tree_head"):
            cursor.execute(f"DELETE FROM {table} WHERE log = %s", [log])
        cursor.execute("SET session_replication_role = origin")
        for entry in change(entries):
            leaf = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
            cursor.execute("INSERT INTO ledger_outbox (log, leaf) VALUES (%s, %s)", [log, leaf])
    (archive.memory / f"{log}.checkpoint").unlink()
    shutil.rmtree(archive.public(log))
    if log == "skm":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM ledger_code")
    while integrate(log):
        pass
    sign(log, archive, NIGHT)
    publish(log, archive)


def praised(entries: Entries) -> Entries:
    """Every judgement becomes the best one."""
    return [entry | {"q": [4] * 9} if entry["t"] == "skm.answer/1" else entry for entry in entries]


def without_the_worst(entries: Entries) -> Entries:
    answers = [entry for entry in entries if entry["t"] == "skm.answer/1"]
    worst = min(answers, key=lambda entry: sum(entry["q"]))
    return [entry for entry in entries if entry is not worst]


def reordered(entries: Entries) -> Entries:
    answers = [place for place, entry in enumerate(entries) if entry["t"] == "skm.answer/1"]
    entries[answers[0]], entries[answers[1]] = entries[answers[1]], entries[answers[0]]
    return entries


def stuffed(entries: Entries) -> Entries:
    """Answers with codes that nobody was given: the hashes in the lists do not tell the codes."""
    answer = next(entry for entry in entries if entry["t"] == "skm.answer/1")
    more = [answer | {"q": [4] * 9, "tok": f"{number:032x}", "r": f"{number:032x}"} for number in range(5)]
    return [*entries, *more]


@pytest.mark.parametrize(
    ("change", "by_fsck"), [(praised, "6.4"), (without_the_worst, "6.4"), (reordered, ""), (stuffed, "6.2")]
)
def test_a_rewritten_survey_is_found(
    site: Any, stranger: Stranger, change: Callable[[Entries], Entries], by_fsck: str
) -> None:
    survey(site)
    place = archive_of(site).public("skm")
    assert stranger.ask("fsck", place) == 0, stranger.told
    assert stranger.ask("monitor", place) == 0
    before = (place / "checkpoint").read_bytes()
    rewrite(site, "skm", change)
    assert stranger.ask("fsck", place) == (1 if by_fsck else 0)
    assert f"STEP {by_fsck}" in stranger.told or not by_fsck
    found = stranger.ask("monitor", place)
    if change is stuffed:  # only added to, so nothing is taken back; fsck has named it
        assert found == 0
        return
    assert found == 1
    assert ("STEP 5.2 " if change is without_the_worst else "STEP 5.3 ") in stranger.told
    kept = {file.read_bytes() for file in (stranger.folder / "evidence").iterdir()}
    assert kept == {before, (place / "checkpoint").read_bytes()}


def test_an_answer_that_was_taken_out_leaves_a_broken_promise(
    site: Any, stranger: Stranger, tmp_path: Path
) -> None:
    receipts, place = survey(site), archive_of(site).public("skm")
    file = tmp_path / "receipt.json"
    kept = json.loads(receipts[0])["leaf"]
    after = (NIGHT + timedelta(days=2)).isoformat()
    file.write_text(receipts[0])
    assert stranger.ask("verify", file, "--log", place, "--now", after) == 0, stranger.told
    rewrite(site, "skm", lambda entries: [entry for entry in entries if entry != json.loads(kept)])
    assert stranger.ask("verify", file, "--log", place, "--now", NIGHT.isoformat()) == 0
    assert stranger.ask("verify", file, "--log", place, "--now", after) == 1
    assert "BROKEN PROMISE" in stranger.told
    for receipt in receipts[1:]:
        file.write_text(receipt)
        assert stranger.ask("verify", file, "--log", place, "--now", after) == 0


def step(kind: str, number: int, minute: int, day: date = MONDAY) -> dict[str, object]:
    entry = {"t": f"ticket.{kind}/1", "service": 1, "d": day.isoformat(), "m": minute, "c": f"{number:064x}"}
    return entry if kind == "taken" else entry | {"counter": 1}


def record(site: Any, *entries: dict[str, object]) -> None:
    with transaction.atomic():
        append("layanan", entries)
    advance("layanan", archive_of(site), NIGHT)


def test_back_dated_numbers_are_found(site: Any, stranger: Stranger) -> None:
    record(site, *(step("taken", number, 500) for number in range(300)))
    look = ("monitor", archive_of(site).public("layanan"), "--now", NIGHT.isoformat())
    assert stranger.ask(*look) == 0
    record(site, step("taken", 400, 510))
    assert stranger.ask(*look) == 0, stranger.told
    record(site, step("taken", 401, 500, MONDAY - timedelta(days=30)))
    assert stranger.ask(*look) == 1
    assert "STEP 5.4 " in stranger.told


def test_closings_without_visitors_are_found(site: Any, stranger: Stranger) -> None:
    record(site, step("taken", 1, 500), step("called", 1, 510), step("closed", 1, 520))
    place = archive_of(site).public("layanan")
    assert stranger.ask("fsck", place) == 0, stranger.told
    record(site, step("taken", 2, 530), step("closed", 2, 531))
    assert stranger.ask("fsck", place) == 1
    assert "STEP 7.1 " in stranger.told
