"""Past months in columnar form: the same figures, and old at once when an answer comes or goes."""

import copy
from datetime import date

import duckdb
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from pendopo.kernel.days import Month
from pendopo.survey.actions import archive_closed_months, archive_month
from pendopo.survey.archive import folder_in
from pendopo.survey.models import Answer, ArchivedMonth
from pendopo.survey.queries import archive_faults
from pendopo.survey.queries.tallies import tallies, tallies_in_database
from tests.actions.once import once_a_module
from tests.town import build_town

pytestmark = pytest.mark.django_db

JULY, AUGUST, SEPTEMBER = Month(2026, 7), Month(2026, 8), Month(2026, 9)
TODAY = date(2026, 9, 20)


@pytest.fixture
def folder(settings, tmp_path):
    settings.ENV = settings.ENV | {"PENDOPO_DATA": str(tmp_path)}
    return folder_in(str(tmp_path))


def months_of_answers():
    """Two services with answers of two classes in three months."""
    town = build_town()
    for month in (JULY, AUGUST, SEPTEMBER):
        for place, service in enumerate(town.services):
            for number in range(6):
                answer(service, month, [(number + place + element) % 5 for element in range(9)])
            answer(service, month, [3] * 9, "unit")
    return town


town_of_module = once_a_module(months_of_answers)


@pytest.fixture
def town(town_of_module, db):
    return copy.deepcopy(town_of_module)


def answer(service, month, scores, answer_class="kiosk", settled=True):
    Answer.objects.create(
        service=service, period=str(month), answer_class=answer_class, q=scores, settled=settled
    )


def test_closed_months_are_archived_and_read_as_before(town, folder):
    months = [JULY, AUGUST, SEPTEMBER]
    before = tallies(service_ids=None, months=months)
    assert archive_closed_months(today=TODAY, folder=folder) == [JULY]
    assert archive_closed_months(today=date(2026, 10, 2), folder=folder) == [AUGUST]
    assert tallies(service_ids=None, months=months) == before
    assert len(before) == 12
    assert archive_faults(folder) == ()


def test_archived_months_really_come_from_their_files(town, folder, monkeypatch):
    archive_month(month=JULY, folder=folder)
    with connection.execute_wrapper(_no_answers):
        found = tallies(service_ids=[town.services[0].pk], months=[JULY], classes=["unit"])
    assert [(each.answer_class, each.respondents, each.same) for each in found] == [("unit", 1, 1)]
    assert found[0].counts["U9"] == (0, 0, 0, 1, 0)


def _no_answers(execute, sql, params, many, context):
    assert "survey_answer " not in sql
    return execute(sql, params, many, context)


def test_an_answer_that_comes_or_goes_makes_its_month_be_read_from_the_database(town, folder):
    archive_month(month=JULY, folder=folder)
    archive_month(month=AUGUST, folder=folder)
    answer(town.services[0], JULY, [1] * 9)
    assert [row.period for row in ArchivedMonth.objects.all()] == ["2026-08"]
    Answer.objects.filter(period="2026-08", answer_class="unit").delete()
    assert not ArchivedMonth.objects.exists()
    assert tallies(service_ids=None, months=[JULY, AUGUST]) == tallies_in_database(
        service_ids=None, months=[JULY, AUGUST]
    )


def test_a_month_with_open_answers_waits(town, folder):
    answer(town.services[0], JULY, [4] * 9, settled=False)
    assert archive_closed_months(today=TODAY, folder=folder) == []


def test_a_lost_file_is_replaced_by_the_database_and_told(town, folder):
    archive_month(month=JULY, folder=folder)
    before = tallies(service_ids=None, months=[JULY])
    [file] = folder.rglob("*.parquet")
    raw = file.read_bytes()
    file.unlink()
    assert tallies(service_ids=None, months=[JULY]) == before
    assert "is missing" in archive_faults(folder)[0]
    file.write_bytes(raw[:-1] + b"?")
    assert "is not the file that was written" in archive_faults(folder)[0]
    with pytest.raises(CommandError, match="is not the file"):
        call_command("survey_archive", "--check-only")


def test_the_same_answers_make_the_same_file_and_nothing_of_a_person_is_in_it(town, folder):
    archive_month(month=JULY, folder=folder)
    [first] = folder.rglob("*.parquet")
    Answer.objects.filter(period="2026-07").update(settled=True)
    archive_month(month=JULY, folder=folder)
    assert [file.name for file in folder.rglob("*.parquet")] == [first.name]
    columns = duckdb.sql(f"SELECT column_name FROM (DESCRIBE SELECT * FROM '{first}')").fetchall()
    scores = [f"u{number}" for number in range(1, 10)]
    assert [name for (name,) in columns] == ["service", "class", "same", *scores, "month", "year"]


def test_a_month_without_answers_is_not_archived(town, folder):
    assert archive_month(month=Month(2020, 1), folder=folder) is False
    assert not folder.exists() or not list(folder.rglob("*.parquet"))
