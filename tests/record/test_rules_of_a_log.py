"""Keys change, logs are frozen, methods are pinned, releases named: each stands in the record, and strangers follow."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from pendopo.ledger.actions import (
    NotRotated,
    advance,
    append,
    examine,
    freeze,
    record_release,
    retire,
    rotate,
    thaw,
)
from pendopo.ledger.domain import notes
from pendopo.ledger.domain.handover import BOTH_SIGN, follow, hand_over, read_handover
from pendopo.ledger.files import archive_of
from pendopo.ledger.files.archive import Archive
from pendopo.ledger.queries import rules
from pendopo.survey.actions import pin_method
from tests.record.stranger import Stranger
from tests.record.test_attacks import rewrite, step
from tests.town import MONDAY_NINE

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2026, 11, 23)
LATER = DAY + BOTH_SIGN
SECOND, THIRD = b"2" * 32, b"3" * 32


@pytest.fixture
def archive(site: Any) -> Archive:
    """The record with 300 numbers in the queue's log, and the other logs signed."""
    with transaction.atomic():
        append("layanan", [step("taken", number, 500) for number in range(300)])
    archive = archive_of(site)
    go_on(archive)
    return archive


def go_on(archive: Archive) -> None:
    for log in ("layanan", "skm", "spbe", "data"):
        assert not advance(log, archive, MONDAY_NINE).halted


def record(archive: Archive, log: str, *entries: dict[str, object]) -> None:
    with transaction.atomic():
        append(log, entries)
    advance(log, archive, MONDAY_NINE)


@pytest.mark.parametrize("log", ["layanan", "skm", "spbe", "data"])
def test_whoever_knows_the_first_key_of_a_log_follows_to_its_third(
    archive: Archive, stranger: Stranger, log: str
) -> None:
    place, paper = archive.public(log), archive.signer(log).verifier.vkey
    assert stranger.ask("monitor", place, "--now", MONDAY_NINE.isoformat()) == 0
    for seed, day in ((SECOND, DAY), (THIRD, LATER)):
        rotate(log, archive, seed=seed, day=day)
        go_on(archive)
        assert len((place / "vkey").read_text().splitlines()) == 2
        assert stranger.ask("fsck", place, "--vkey", paper) == 0, stranger.told
        assert stranger.ask("fsck", place) == 0, stranger.told
        retire(log, archive, day=day + BOTH_SIGN)
        if log == "layanan":
            record(archive, log, step("taken", 1000 + seed[0], 500))
        go_on(archive)
        assert examine(log, archive, MONDAY_NINE) == []
    assert (place / "vkey").read_text().split() == [archive.signer(log).verifier.vkey]
    assert len(json.loads((place / "keys").read_text())) == 2
    assert stranger.ask("fsck", place, "--vkey", paper) == 0, stranger.told
    assert stranger.ask("monitor", place, "--now", MONDAY_NINE.isoformat()) == 0, stranger.told


def test_the_key_of_the_promises_changes_too(archive: Archive, stranger: Stranger) -> None:
    rotate("skm-janji", archive, seed=SECOND, day=DAY)
    go_on(archive)
    retire("skm-janji", archive, day=LATER)
    go_on(archive)
    assert len((archive.public("skm") / "janji.vkey").read_text().splitlines()) == 1
    (change,) = json.loads((archive.public("skm") / "janji.keys").read_text())
    assert read_handover(change["note"]).new == archive.signer("skm-janji").verifier
    assert stranger.ask("fsck", archive.public("skm")) == 0, stranger.told


def test_keys_change_one_at_a_time_and_not_in_a_hurry(archive: Archive) -> None:
    with pytest.raises(NotRotated, match="Only one key"):
        retire("skm", archive, day=DAY)
    rotate("skm", archive, seed=SECOND, day=DAY)
    with pytest.raises(NotRotated, match="already"):
        rotate("skm", archive, seed=THIRD, day=DAY)
    with pytest.raises(NotRotated, match=str(LATER)):
        retire("skm", archive, day=LATER - timedelta(days=1))
    assert len(archive.signers("skm")) == 2


def test_a_change_that_a_crash_has_interrupted_is_finished(archive: Archive, stranger: Stranger) -> None:
    old = archive.signer("layanan")
    archive.keep_signers("layanan", (notes.new_signer(old.name, SECOND), old))
    go_on(archive)
    handover = rotate("layanan", archive, seed=THIRD, day=DAY)
    assert handover.new == archive.signer("layanan").verifier
    assert handover.old == old.verifier
    go_on(archive)
    assert stranger.ask("fsck", archive.public("layanan")) == 0, stranger.told


def test_a_thief_without_the_old_key_cannot_hand_over(
    archive: Archive, stranger: Stranger, tmp_path: Path
) -> None:
    place, old = archive.public("layanan"), archive.signer("layanan")
    thief = notes.new_signer(old.name, SECOND)
    for signed in ([thief], [old]):
        text = notes.parse_note(hand_over(old, thief, DAY).note)[0]
        forged = notes.sign(text, signed)
        with pytest.raises(notes.NoteRejected):
            read_handover(forged)
        (place / "keys").write_text(json.dumps([{"place": 300, "note": forged}]))
        (place / "vkey").write_text(f"{thief.verifier.vkey}\n")
        text = (place / "checkpoint").read_text().partition("\n\n")[0] + "\n"
        (place / "checkpoint").write_text(notes.sign(text, [thief]))
        assert stranger.ask("fsck", place, "--vkey", old.verifier.vkey) == 1
        assert "STEP 1.6 " in stranger.told


def test_a_change_beside_the_log_is_none(archive: Archive, stranger: Stranger) -> None:
    """Even the holder of both keys has to say it in the log, where everybody reads the same."""
    place, old = archive.public("spbe"), archive.signer("spbe")
    fresh = notes.new_signer(old.name, SECOND)
    change = hand_over(old, fresh, DAY)
    (place / "keys").write_text(json.dumps([{"place": 0, "note": change.note}]))
    text = (place / "checkpoint").read_text().partition("\n\n")[0] + "\n"
    (place / "checkpoint").write_text(notes.sign(text, [fresh]))
    assert stranger.ask("fsck", place, "--vkey", old.verifier.vkey) == 1
    assert "STEP 1.6 " in stranger.told


def test_an_old_key_hands_over_once(archive: Archive, stranger: Stranger) -> None:
    old = archive.signer("layanan")
    rotate("layanan", archive, seed=SECOND, day=DAY)
    other = hand_over(old, notes.new_signer(old.name, THIRD), DAY)
    record(archive, "layanan", {"t": "key/1", "d": DAY.isoformat(), "note": other.note})
    assert stranger.ask("fsck", archive.public("layanan")) == 1
    assert "STEP 1.6 " in stranger.told


def test_nobody_follows_a_key_that_never_handed_over() -> None:
    first, second, third = (notes.new_signer("a.example/log/skm", bytes([n]) * 32) for n in (1, 2, 3))
    changes = [hand_over(first, second, DAY).note, hand_over(second, third, DAY).note]
    assert follow(first.verifier, changes, lambda key: key == third.verifier) == third.verifier
    assert follow(first.verifier, changes[1:], lambda key: key == third.verifier) == first.verifier
    assert follow(third.verifier, changes, lambda key: key == first.verifier) == third.verifier


def test_freezing_and_thawing_stand_in_the_record(archive: Archive, stranger: Stranger) -> None:
    root = archive.public("layanan").parent
    freeze("layanan", "kunci dicuri, e\u0301 " * 40, MONDAY_NINE, DAY)
    freeze("layanan", "again", MONDAY_NINE, DAY)
    with transaction.atomic():
        append("layanan", [step("taken", 900, 500)])
    assert advance("layanan", archive, MONDAY_NINE).halted
    advance("data", archive, MONDAY_NINE)
    assert stranger.ask("fsck", root) == 0, stranger.told
    thaw("layanan", DAY)
    thaw("layanan", DAY)
    go_on(archive)
    assert stranger.ask("fsck", root) == 0, stranger.told
    told = [json.loads(entry) for entry in stranger.verifier.Source(str(root / "data")).bundle(0, 2)]
    assert [(one["t"], one["log"], one["size"]) for one in told] == [
        ("freeze/1", "layanan", 300), ("thaw/1", "layanan", 300),
    ]  # fmt: skip


def test_a_frozen_log_that_grows_in_secret_is_found(archive: Archive, stranger: Stranger) -> None:
    root = archive.public("layanan").parent
    freeze("layanan", "kunci dicuri", MONDAY_NINE, DAY)
    advance("data", archive, MONDAY_NINE)
    rewrite(archive_settings(archive), "layanan", lambda entries: [*entries, step("taken", 900, 500)])
    assert stranger.ask("fsck", root) == 1
    assert "STEP 3.4 " in stranger.told


def test_a_thaw_that_forgets_where_the_log_was_frozen_is_found(archive: Archive, stranger: Stranger) -> None:
    freeze("layanan", "kunci dicuri", MONDAY_NINE, DAY)
    head = {"d": DAY.isoformat(), "log": "layanan", "size": 299, "root": "00" * 32}
    record(archive, "data", {"t": "thaw/1", **head})
    assert stranger.ask("fsck", archive.public("data").parent) == 1
    assert "STEP 3.4 " in stranger.told


def test_a_frozen_log_of_publications_tells_of_it_when_it_goes_on(
    archive: Archive, stranger: Stranger
) -> None:
    freeze("data", "percobaan", MONDAY_NINE, DAY)
    assert advance("data", archive, MONDAY_NINE).halted
    thaw("data", DAY)
    go_on(archive)
    assert stranger.ask("fsck", archive.public("data").parent) == 0, stranger.told


def test_the_method_is_pinned_once_and_before_the_codes(archive: Archive) -> None:
    assert pin_method(day=DAY)
    assert not pin_method(day=DAY + timedelta(days=40))
    go_on(archive)
    assert not pin_method(day=DAY)
    (rule,) = rules("skm", "method/1")
    assert rule.place == 0


def test_codes_wait_for_the_method_that_came_with_them(archive: Archive) -> None:
    batch = {"t": "token.batch/1", "batch": "1/2026-11-23/1.1", "class": "phone", "service": 1,
             "period": "2026-11", "d": "2026-11-23", "count": 1, "h": ["ab" * 32]}  # fmt: skip
    for number in range(8):  # random keys: without a rule every second trial would go wrong
        method = {
            "t": "method/1",
            "d": DAY.isoformat(),
            "method": f"m{number}/exact-1",
            "sha256": "00" * 32,
            "bytes": 1,
        }
        with transaction.atomic():
            append("skm", [batch | {"batch": f"x/{number}", "h": [f"{number:064x}"]}])
            append("skm", [method])
        go_on(archive)
        assert rules("skm", "method/1")[-1].place == 2 * number


def test_a_release_is_recorded_when_it_is_new(archive: Archive) -> None:
    files = {"/static/design/verify.0123456789ab.js": "ab" * 32}
    assert record_release(version="0.1.0", files=files, day=DAY)
    assert not record_release(version="0.1.0", files=files, day=DAY)
    go_on(archive)
    assert not record_release(version="0.1.0", files=files, day=LATER)
    assert record_release(version="0.1.0", files={**files, "/sw.js": "cd" * 32}, day=LATER)


def archive_settings(archive: Archive) -> dict[str, str]:
    """The settings that lead to this archive."""
    return {
        "PENDOPO_DATA": str(archive.data),
        "PENDOPO_RECORD_MEMORY": str(archive.memory),
        "PENDOPO_BASE_URL": f"http://{archive.host}",
    }
