"""Sums of answers without a code in the public record: after their month, never with the provable ones."""

import copy
from datetime import UTC, date, datetime

import pytest

from pendopo.survey.actions import (
    answer_at_kiosk,
    begin_import,
    finish_import,
    publish_indexes,
    set_up_kiosk,
    withdraw_import,
)
from tests.actions.ledger_rows import quiet_entries
from tests.actions.once import once_a_module
from tests.actions.survey.people import manager_of
from tests.town import MONDAY_NINE, build_town
from tests.unit.survey.files import plain_csv

NINE = {f"U{number}": 3 for number in range(1, 10)}


town_of_module = once_a_module(build_town)


@pytest.fixture
def town(town_of_module, db):
    return copy.deepcopy(town_of_module)


def answer(town, count):
    key = set_up_kiosk(
        office_id=town.office.pk, service_id=None, name="Pintu", actor=town.officer, now=MONDAY_NINE
    )
    for _ in range(count):
        answer_at_kiosk(key=key, service_id=town.services[0].pk, answers=NINE, own=None, now=MONDAY_NINE)


def recorded():
    return [
        (each["period"], each["class"], each["version"], each["answers"], each["sums"])
        for each in quiet_entries("skm.sums/1")
    ]


def test_sums_of_a_kiosk_are_recorded_once_when_the_month_is_over(town):
    answer(town, 5)
    publish_indexes(day=date(2026, 11, 30), minimum=5)
    assert recorded() == []
    for day in (1, 2):
        publish_indexes(day=date(2026, 12, day), minimum=5)
    assert recorded() == [("2026-11", "kiosk", 1, 5, [15] * 9)]
    assert quiet_entries("ikm/1") == []


def test_few_answers_are_not_recorded_and_a_few_more_make_no_version(town):
    answer(town, 4)
    publish_indexes(day=date(2026, 12, 1), minimum=5)
    assert recorded() == []
    answer(town, 2)
    publish_indexes(day=date(2026, 12, 2), minimum=5)
    answer(town, 4)
    publish_indexes(day=date(2026, 12, 3), minimum=5)
    assert [version[:4] for version in recorded()] == [("2026-11", "kiosk", 1, 6)]


def test_an_import_is_recorded_at_once_and_so_is_that_it_was_taken_back(town):
    manager = manager_of(town)
    rows = [["2024-01-02", "Layanan 1", *[4] * 9] for _ in range(5)]
    number = begin_import(
        office_id=town.office.pk, file_name="skm.csv", raw=plain_csv(*rows), actor=manager, now=MONDAY_NINE
    )
    finish_import(import_id=number, actor=manager, now=MONDAY_NINE, minimum=5)
    later = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    withdraw_import(import_id=number, reason="Keliru", actor=manager, now=later, minimum=5)
    assert sorted(recorded()) == [
        ("2024-01", "import", 1, 5, [20] * 9),
        ("2024-01", "import", 2, 0, [0] * 9),
    ]
