"""Slips on the real database: printed, answered, voided, counted."""

import copy
from datetime import date, datetime, timedelta

import pytest

from pendopo.kernel.actor import CITIZEN, SYSTEM
from pendopo.kernel.errors import Invalid, NotFound, Unauthenticated
from pendopo.survey.actions import (
    issue_code,
    prepare_slips,
    publish_indexes,
    record_answer,
    tell_closed,
    void_slips,
)
from pendopo.survey.domain.codes import code_hash, format_code, parse_code
from pendopo.survey.domain.errors import AlreadyAnswered, CodeExpired, SlipTooEarly, SlipVoid
from pendopo.survey.domain.slips import Scan
from pendopo.survey.queries import day_counts, open_survey
from tests.actions.ledger_rows import quiet_entries
from tests.actions.once import once_a_module
from tests.town import MONDAY_NINE, build_town

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)
TUESDAY_NINE = MONDAY_NINE + timedelta(days=1)
NINE = {f"U{number}": 4 for number in range(1, 10)}


town_of_module = once_a_module(build_town)


@pytest.fixture
def town(town_of_module, db):
    return copy.deepcopy(town_of_module)


class Printer:
    """Keeps what is printed, as paper does."""

    def __init__(self) -> None:
        self.slips: list[str] = []

    def __call__(self, rules, day, codes) -> bytes:
        self.slips += codes
        return b"%PDF"


def printed(town, count=5, *, day=TUESDAY, service=0, now=MONDAY_NINE, actor=SYSTEM) -> list[str]:
    printer = Printer()
    prepare_slips(
        office_id=town.office.pk,
        service_id=town.services[service].pk,
        day=day,
        count=count,
        actor=actor,
        now=now,
        draw=printer,
    )
    return printer.slips


def answer(code: str, now: datetime = TUESDAY_NINE):
    return record_answer(code=code, answers=NINE, nonce=None, profile=None, now=now)


def void(town, *typed: str, now: datetime = TUESDAY_NINE) -> list[Scan]:
    scans = void_slips(office_id=town.office.pk, typed=typed, actor=SYSTEM, now=now)
    return [scan.outcome for scan in scans]


def entries(kind: str) -> list[dict]:
    return [entry for entry in quiet_entries() if entry["t"] == kind]


def test_the_hashes_of_slips_are_recorded_before_their_day_and_the_codes_are_not(town):
    slips = printed(town)
    [batch] = entries("token.batch/1")
    assert batch["class"] == "slip"
    assert (batch["d"], batch["count"]) == ("2026-11-24", 5)
    assert batch["h"] == sorted(code_hash(parse_code(slip)).hex() for slip in slips)
    assert len(set(slips)) == 5


def test_nothing_is_recorded_when_the_slips_cannot_be_drawn(town):
    def broken(rules, day, codes):
        raise OSError("no paper")

    order = {"office_id": town.office.pk, "service_id": town.services[0].pk, "day": TUESDAY, "count": 5}
    with pytest.raises(OSError, match="no paper"):
        prepare_slips(**order, actor=SYSTEM, now=MONDAY_NINE, draw=broken)
    assert quiet_entries() == []


def test_a_slip_answers_once_from_its_day_on(town):
    slip = printed(town)[0]
    with pytest.raises(SlipTooEarly):
        answer(slip, MONDAY_NINE)
    assert answer(slip).service_id == town.services[0].pk
    with pytest.raises(AlreadyAnswered):
        answer(slip)
    with pytest.raises(CodeExpired):
        answer(printed(town)[0], TUESDAY_NINE + timedelta(days=8))


def test_a_leftover_slip_is_voided_and_its_code_published(town):
    slips = printed(town)
    assert void(town, *slips[:2]) == [Scan.VOID, Scan.VOID]
    [entry] = entries("token.void/1")
    assert entry["tok"] == sorted(parse_code(slip).hex() for slip in slips[:2])
    with pytest.raises(SlipVoid):
        answer(slips[0])
    with pytest.raises(SlipVoid):
        open_survey(slips[0], now=TUESDAY_NINE, valid_days=7)
    assert answer(slips[2]).period == "2026-11"


def test_what_cannot_be_voided_is_said_and_changes_nothing(town):
    slips = printed(town)
    answer(slips[0])
    phone = issue_code(service_id=town.services[0].pk, day=MONDAY, commitment=None)
    away = build_town(slug="mpp-lain")
    foreign = printed(away)[0]
    assert void(town, slips[1], slips[1]) == [Scan.VOID, Scan.AGAIN]
    told = void(town, slips[1], slips[0], phone, foreign, format_code(bytes(16)), "bukan kode")
    assert told == [Scan.AGAIN, Scan.ANSWERED, Scan.PHONE, Scan.ELSEWHERE, Scan.UNKNOWN, Scan.MISTYPED]
    assert void(town, slips[2], now=TUESDAY_NINE + timedelta(days=8)) == [Scan.OVER]
    assert [entry["count"] for entry in entries("token.void/1")] == [1]
    assert answer(slips[2]).period == "2026-11"


def test_slips_of_a_coming_day_can_be_recalled(town):
    assert void(town, *printed(town), now=MONDAY_NINE) == [Scan.VOID] * 5


@pytest.mark.parametrize(("count", "ahead"), [(0, 1), (501, 1), (5, -1), (5, 8)])
def test_an_impossible_order_of_slips_is_refused(town, count, ahead):
    with pytest.raises(Invalid):
        printed(town, count, day=MONDAY + timedelta(days=ahead))
    assert quiet_entries() == []


def test_only_who_supervises_the_office_prepares_and_voids(town):
    with pytest.raises(Unauthenticated):
        printed(town, actor=CITIZEN)
    with pytest.raises(Unauthenticated):
        void_slips(office_id=town.office.pk, typed=["x"], actor=CITIZEN, now=MONDAY_NINE)
    away = build_town(slug="mpp-lain")
    with pytest.raises(NotFound):
        prepare_slips(
            office_id=town.office.pk,
            service_id=away.services[0].pk,
            day=TUESDAY,
            count=5,
            actor=SYSTEM,
            now=MONDAY_NINE,
            draw=Printer(),
        )


def count_of(town):
    [row] = day_counts(town.office.slug, now=TUESDAY_NINE).rows
    return row


def test_the_counts_of_a_day_hold_until_one_slip_too_many_is_out(town):
    slips = printed(town)
    void(town, *slips[:2])
    answer(slips[2])
    service = town.services[0].pk
    assert not count_of(town).told
    tell_closed(day=TUESDAY, closed={service: 3})
    row = count_of(town)
    assert (row.counts.printed, row.counts.void, row.counts.slip, row.counts.silent) == (5, 2, 1, 2)
    assert row.counts.holds
    tell_closed(day=TUESDAY, closed={service: 2})
    assert not count_of(town).counts.holds


def test_more_phone_codes_than_visits_break_the_rule(town):
    service = town.services[0].pk
    issue_code(service_id=service, day=TUESDAY, commitment=None)
    tell_closed(day=TUESDAY, closed={service: 1})
    assert count_of(town).counts.holds
    issue_code(service_id=service, day=TUESDAY, commitment=None)
    assert not count_of(town).counts.holds


def test_counts_are_published_when_the_day_is_closed_and_again_only_when_they_change(town):
    slips = printed(town)
    assert publish_indexes(day=TUESDAY, minimum=10).counts == 0
    tell_closed(day=TUESDAY, closed={town.services[0].pk: 5})
    assert publish_indexes(day=TUESDAY, minimum=10).counts == 1
    assert publish_indexes(day=TUESDAY, minimum=10).counts == 0
    answer(slips[0])
    publish_indexes(day=TUESDAY + timedelta(days=1), minimum=10)
    first, second = sorted(entries("token.counted/1"), key=lambda entry: entry["version"])
    assert (first["version"], first["slip"], first["printed"], first["closed"]) == (1, 0, 5, 5)
    assert (second["version"], second["slip"]) == (2, 1)


def test_slips_of_a_day_without_visits_are_counted_from_the_next_day_on(town):
    printed(town)
    publish_indexes(day=TUESDAY + timedelta(days=1), minimum=10)
    [entry] = entries("token.counted/1")
    assert (entry["printed"], entry["closed"]) == (5, 0)


def test_a_published_index_counts_only_answers_whose_codes_are_recorded(town):
    """Codes of a later day are recorded later; in the record their answers stand behind this index."""
    service = town.services[0].pk
    for _ in range(10):
        answer(issue_code(service_id=service, day=MONDAY, commitment=None), MONDAY_NINE)
    answer(issue_code(service_id=service, day=TUESDAY, commitment=None))
    publish_indexes(day=MONDAY, minimum=10)
    [index] = entries("ikm/1")
    assert (index["answers"], index["issued"]) == (10, 10)
    publish_indexes(day=TUESDAY, minimum=10)
    assert max(entry["answers"] for entry in entries("ikm/1")) == 11
