"""Follow-up: what can be promised, and what can be told of it."""

from dataclasses import replace
from datetime import date

import pytest

from pendopo.kernel.errors import Invalid
from pendopo.ledger.domain.entries import write_entry
from pendopo.survey.domain.follow_up import (
    FollowUp,
    FollowUpEnded,
    FollowUpState,
    Promise,
    Standing,
    first_step,
    followup_entry,
    next_step,
)
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.surveys import Scope

CODES = tuple(f"U{number}" for number in range(1, 10))
DAY, DUE = date(2026, 10, 5), date(2026, 12, 1)
PROMISE = Promise(
    Scope(1, office_id=2),
    "U3",
    Period.parse("2026-T3"),
    "Menunggu terlalu lama.",
    "Membuka loket kedua.",
    7,
    "Kepala Seksi",
)


def promised(promise: Promise = PROMISE, due: date = DUE) -> FollowUp:
    return FollowUp(5, promise, (first_step(promise, codes=CODES, due=due, day=DAY, by=3),))


def told(follow_up: FollowUp, state: FollowUpState, **facts: object) -> FollowUp:
    given = {"due": follow_up.last.due, "note": "", "evidence": "", "day": DAY, "by": 3} | facts
    return replace(follow_up, steps=(*follow_up.steps, next_step(follow_up, state=state, **given)))


def test_a_promise_runs_and_is_done_with_evidence() -> None:
    running = told(promised(), FollowUpState.RUNNING)
    done = told(running, FollowUpState.DONE, evidence="Loket 4 buka sejak 2 November")
    assert [step.state.value for step in done.steps] == ["promised", "running", "done"]
    assert done.standing(DUE) is Standing.DONE


def test_what_is_open_after_its_date_is_late_and_what_is_done_is_not() -> None:
    assert promised().standing(DUE) is Standing.PROMISED
    assert promised().standing(date(2026, 12, 2)) is Standing.LATE
    done = told(promised(), FollowUpState.DONE, evidence="Foto")
    assert done.standing(date(2027, 1, 1)) is Standing.DONE


@pytest.mark.parametrize(
    ("state", "facts", "field"),
    [
        (FollowUpState.DONE, {}, "bukti"),
        (FollowUpState.CANCELLED, {}, "catatan"),
        (FollowUpState.PROMISED, {}, "catatan"),
        (FollowUpState.RUNNING, {"due": date(2027, 1, 1)}, "catatan"),
        (FollowUpState.RUNNING, {"due": date(2030, 1, 1), "note": "x"}, "tenggat"),
        (FollowUpState.RUNNING, {"note": "hubungi 0812 3456 7890"}, "catatan"),
        (FollowUpState.RUNNING, {"note": "x" * 501}, "catatan"),
    ],
)
def test_a_step_without_its_reason_is_refused_with_its_field(state, facts, field) -> None:
    with pytest.raises(Invalid) as refusal:
        told(promised(), state, **facts)
    assert refusal.value.facts["field"] == field


def test_a_date_that_is_put_off_stays_visible() -> None:
    moved = told(promised(), FollowUpState.RUNNING, due=date(2027, 1, 15), note="Lelang diulang")
    assert (moved.times_moved, moved.last.due, moved.steps[0].due) == (1, date(2027, 1, 15), DUE)


def test_a_cancelled_promise_stays_cancelled_and_a_finished_one_is_only_taken_up_again() -> None:
    gone = told(promised(), FollowUpState.CANCELLED, note="Kewenangan provinsi")
    with pytest.raises(FollowUpEnded):
        told(gone, FollowUpState.RUNNING, note="lagi")
    done = told(promised(), FollowUpState.DONE, evidence="Foto")
    with pytest.raises(FollowUpEnded):
        told(done, FollowUpState.CANCELLED, note="tidak jadi")
    assert told(done, FollowUpState.RUNNING, note="Rusak lagi").is_open


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("unsur", {"element": "U10"}),
        ("suara", {"heard": ""}),
        ("rencana", {"plan": ""}),
        ("pemilik", {"owner": ""}),
        ("pemilik", {"owner": "Siti, NIP 19850312 201001 1 004"}),
    ],
)
def test_a_promise_without_a_part_is_refused_with_its_field(field: str, change: dict[str, str]) -> None:
    assert promised().is_open
    with pytest.raises(Invalid) as refusal:
        promised(replace(PROMISE, **change))
    assert refusal.value.facts["field"] == field


def test_a_date_that_has_passed_cannot_be_promised() -> None:
    with pytest.raises(Invalid):
        promised(due=date(2026, 10, 4))


def test_the_entry_fits_the_record_holds_no_words_and_changes_with_them() -> None:
    follow_up = promised()
    entry = followup_entry(follow_up, follow_up.last)
    assert b"loket" not in write_entry("skm", entry)
    other = promised(replace(PROMISE, plan="Membuka loket ketiga."))
    assert followup_entry(other, other.last)["h"] != entry["h"]
    assert (entry["office"], entry["period"], entry["state"]) == (2, "2026-T3", "promised")
