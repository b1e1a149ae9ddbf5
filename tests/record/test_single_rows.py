"""Whoever may do everything in the database changes one row, and signs nothing anew: table by table, who names it."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from pendopo.ledger.actions import advance, append, examine, promiser
from pendopo.ledger.files import archive_of
from pendopo.survey.actions import issue_code, publish_indexes, record_answer, tell_closed
from tests.record.stranger import Stranger
from tests.record.test_attacks import MONDAY, NIGHT, step
from tests.town import MONDAY_NINE, build_town

pytestmark = pytest.mark.django_db(transaction=True)


def cheat(*statements: str) -> None:
    """SQL of a superuser: no trigger and no foreign key is in the way."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
            assert cursor.rowcount > 0, f"changed nothing: {statement}"


def written_over(table: str, old: str, new: str, where: str = "true") -> str:
    """SQL that replaces a text in the waiting entries of an outbox."""
    text = f"replace(convert_from(leaf, 'UTF8'), '{old}', '{new}')"
    return f"UPDATE {table} SET leaf = convert_to({text}, 'UTF8') WHERE {where}"


#: What is stored of a log, each changed after it was published: the nightly examination names it.
STORED = {
    "an entry changed": "UPDATE ledger_leaf SET leaf = replace(leaf::text, '33', '34')::bytea WHERE place = 7",
    "an entry back-dated": """UPDATE ledger_leaf SET leaf = convert_to(replace(convert_from(leaf, 'UTF8'),
        '"d":"2026-11-23"', '"d":"2026-10-23"'), 'UTF8') WHERE place = 7""",
    "an entry changed with its hash": """UPDATE ledger_leaf
        SET leaf = '{}', hash = sha256('\\x00'::bytea || '{}'::bytea) WHERE place = 7""",
    "an entry deleted": "DELETE FROM ledger_leaf WHERE place = 7",
    "the last entry deleted": "DELETE FROM ledger_leaf WHERE place = 299",
    "two entries exchanged": "UPDATE ledger_leaf SET place = CASE place WHEN 7 THEN 1008 ELSE 1007 END"
    " WHERE place IN (7, 8); UPDATE ledger_leaf SET place = place - 1000 WHERE place > 1000",
    "an entry put in between": "INSERT INTO ledger_leaf SELECT log, 300, leaf, hash FROM ledger_leaf WHERE place = 7;"
    " UPDATE ledger_tree_head SET size = 301 WHERE size = 300",
    "a hash in a tile": "UPDATE ledger_tile SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)"
    " WHERE level = 0 AND index = 0",
    "a tile cut": "UPDATE ledger_tile SET hashes = substr(hashes, 1, 32) WHERE level = 0 AND index = 0",
    "a tile deleted": "DELETE FROM ledger_tile WHERE level = 0 AND index = 0",
    "another root": "UPDATE ledger_tree_head SET root = sha256('x') WHERE size = 300",
    "another size": "UPDATE ledger_tree_head SET size = 299 WHERE size = 300",
    "another note": "UPDATE ledger_tree_head SET note = replace(note, E'\\n300\\n', E'\\n299\\n') WHERE size = 300",
}


@pytest.mark.parametrize("change", STORED)
def test_what_is_stored_of_a_log_cannot_change_unnoticed(site: Any, stranger: Stranger, change: str) -> None:
    archive = archive_of(site)
    with transaction.atomic():
        append("layanan", [step("taken", number, 500) for number in range(300)])
    advance("layanan", archive, NIGHT)
    assert examine("layanan", archive, NIGHT) == []
    cheat(*STORED[change].split("; "))
    faults = examine("layanan", archive, NIGHT)
    with transaction.atomic():
        append("layanan", [step("taken", 900, 500)])
    halted = advance("layanan", archive, NIGHT).halted
    assert faults or halted
    assert halted, "it was named, and signed all the same"
    assert stranger.ask("fsck", archive.public("layanan")) == 0, "what was published is changed"


#: What waits for its place in the queue's log: whoever reads the log names the gap, and by which verb.
TAKEN, CALLED, CLOSED, COUNTED = (
    f"""position('"t":"{kind}/1"'::bytea IN leaf) > 0"""
    for kind in ("ticket.taken", "ticket.called", "ticket.closed", "day.closed")
)
WAITING = {
    "a number never taken": (f"DELETE FROM ledger_outbox WHERE {TAKEN}", "fsck", "7.1"),
    "a call left out": (f"DELETE FROM ledger_outbox WHERE {CALLED}", "fsck", "7.1"),
    "a closing left out": (f"DELETE FROM ledger_outbox WHERE {CLOSED}", "fsck", "7.2"),
    "another number closed": (
        written_over("ledger_outbox", "0001", "0002", CLOSED), "fsck", "7.1",
    ),
    "a closing twice": (
        f"INSERT INTO ledger_outbox (log, leaf) SELECT log, leaf FROM ledger_outbox WHERE {CLOSED}", "fsck", "7.",
    ),
    "all of an earlier day": (written_over("ledger_outbox", "-11-23", "-10-23"), "monitor", "5.4"),
    "a day that counts one more": (
        written_over("ledger_outbox", '"served":1', '"served":2', COUNTED), "fsck", "7.2",
    ),
    "an entry of another kind": (written_over("ledger_outbox", "day.closed", "day.opened", COUNTED), "fsck", "3.2"),
}  # fmt: skip


@pytest.mark.parametrize("change", WAITING)
def test_what_waits_for_the_log_of_the_queue_cannot_change_unnoticed(
    site: Any, stranger: Stranger, change: str
) -> None:
    archive, (statement, verb, named) = archive_of(site), WAITING[change]
    place = archive.public("layanan")
    advance("layanan", archive, NIGHT)
    assert stranger.ask("monitor", place, "--now", NIGHT.isoformat()) == 0
    with transaction.atomic():
        append("layanan", [step("taken", 1, 500), step("called", 1, 501), step("closed", 1, 502)])
        append("layanan", [{"t": "day.closed/1", "service": 1, "d": MONDAY.isoformat(), "taken": 1, "served": 1,
                            "noshow": 0, "cancelled": 0, "expired": 0}])  # fmt: skip
    cheat(statement)
    advance("layanan", archive, NIGHT)
    assert stranger.ask(verb, place, "--now", NIGHT.isoformat()) == 1
    assert f"STEP {named}" in stranger.told


#: Before the day is closed: SQL, and the step named by `fsck` of the survey's log, `counts` or the receipt.
HELD = "position(decode('%leaf%', 'hex') IN leaf) > 0"
ANSWERED = "ctid = (SELECT min(ctid) FROM survey_answer)"
SURVEY = {
    "scores of an answer": (f"UPDATE survey_answer SET q = array_fill(4, ARRAY[9]) WHERE {ANSWERED}", "fsck", "6.4"),
    "an answer deleted": (f"DELETE FROM survey_answer WHERE {ANSWERED}", "fsck", "6."),
    "an answer invented": (
        "INSERT INTO survey_answer (id, service_id, period, q, code_hash, token, nonce, settled, answer_class)"
        " SELECT gen_random_uuid(), service_id, period, q, h, 'x', 'x', false, 'slip'"
        " FROM (SELECT service_id, unnest(hashes) AS h FROM survey_issued) AS code"
        " CROSS JOIN (SELECT array_fill(4::smallint, ARRAY[9]) AS q) AS best"
        " CROSS JOIN (SELECT '2026-11' AS period) AS month"
        " WHERE h NOT IN (SELECT code_hash FROM survey_answer)",
        "fsck", "6.",
    ),
    "an answer of another month": (f"UPDATE survey_answer SET period = '2026-10' WHERE {ANSWERED}", "fsck", "6.4"),
    "an answer's entry deleted": (
        f"DELETE FROM ledger_quiet_outbox WHERE {HELD}", "verify", "4.5",
    ),
    "an answer's entry changed": (
        written_over("ledger_quiet_outbox", '"q":[1', '"q":[4', HELD), "verify", "4.5",
    ),
    "codes that nobody was given": (
        "UPDATE survey_issued SET hashes = ARRAY(SELECT unnest(hashes || ARRAY[sha256('a'), sha256('b')]) ORDER BY 1)",
        "counts", "7.3",
    ),
    "a code taken out": ("UPDATE survey_issued SET hashes = '{}'", "verify", "4.5"),
    "more visits told": ("UPDATE survey_day_count SET closed = closed + 5", "counts", "7.3"),
}  # fmt: skip


@pytest.mark.parametrize("change", [None, *SURVEY])
def test_what_the_survey_keeps_cannot_change_unnoticed(
    site: Any, stranger: Stranger, tmp_path: Path, change: str | None
) -> None:
    archive, service = archive_of(site), build_town().services[0].pk
    receipt = None
    for number in range(12):
        receipt = record_answer(
            code=issue_code(service_id=service, day=MONDAY, commitment=None) or "", nonce=None, profile=None,
            answers={f"U{element}": 1 + (number + element) % 4 for element in range(1, 10)}
            if number < 11 else {f"U{element}": 1 for element in range(1, 10)},
            now=MONDAY_NINE, promise=promiser(site, "skm"),
        )  # fmt: skip
    assert receipt
    issue_code(service_id=service, day=MONDAY, commitment=None)  # to somebody who never answers
    ways = [(kind, number) for number in range(13) for kind in ("taken", "called", "closed")]
    visits = [step(kind, number, 500) | {"service": service} for kind, number in ways]
    with transaction.atomic():
        append("layanan", visits)
        tell_closed(day=MONDAY, closed={service: 13})
    statement, verb, named = SURVEY[change] if change else ("", "", "")
    if change:
        cheat(statement.replace("%leaf%", receipt.leaf.encode().hex()))
    publish_indexes(day=MONDAY, minimum=10)
    for log in ("layanan", "skm", "skm", "skm"):
        advance(log, archive, NIGHT)
    file, later = tmp_path / "receipt.json", (NIGHT + timedelta(days=3)).isoformat()
    fields = ("leaf", "fingerprint", "nonce", "promise")
    file.write_text(json.dumps({name: getattr(receipt, name) for name in fields}))
    verbs = {
        "fsck": ("fsck", archive.public("skm")),
        "counts": ("counts", archive.public("skm").parent, "--now", later),
        "verify": ("verify", file, "--log", archive.public("skm"), "--now", later),
    }
    for each in [verb] if verb else verbs:
        assert stranger.ask(*verbs[each]) == (1 if change else 0), stranger.told
        assert f"STEP {named}" in stranger.told or not change


LATER = {
    "the version of an index": (
        "UPDATE survey_published_index SET version = version + 1, answers = 0",
        "6.4",
    ),
    "a published index forgotten": ("DELETE FROM survey_published_index", "6.4"),
    "published counts forgotten": ("DELETE FROM survey_published_counts", "6.5"),
    "the version of counts": ("UPDATE survey_published_counts SET version = 7, own = 0", "6.5"),
}


@pytest.mark.parametrize("change", LATER)
def test_what_was_published_cannot_be_forgotten(site: Any, stranger: Stranger, change: str) -> None:
    archive, service = archive_of(site), build_town().services[0].pk
    for number in range(10):
        record_answer(
            code=issue_code(service_id=service, day=MONDAY, commitment=None) or "", nonce=None, profile=None,
            answers={f"U{element}": 1 + (number + element) % 4 for element in range(1, 10)}, now=MONDAY_NINE,
            promise=promiser(site, "skm"),
        )  # fmt: skip
    tell_closed(day=MONDAY, closed={service: 10})
    for _ in range(2):
        publish_indexes(day=MONDAY, minimum=10)
        while advance("skm", archive, NIGHT).entries:
            pass
    assert stranger.ask("fsck", archive.public("skm")) == 0, stranger.told
    statement, named = LATER[change]
    cheat(statement)
    publish_indexes(day=MONDAY, minimum=10)
    while advance("skm", archive, NIGHT).entries:
        pass
    assert stranger.ask("fsck", archive.public("skm")) == 1
    assert f"STEP {named}" in stranger.told or "STEP 3.3" in stranger.told
