"""Files of earlier surveys come in as a whole or not at all, and go as a whole with a trace."""

import copy

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.directory.queries import forget
from pendopo.kernel.days import Month
from pendopo.kernel.errors import Forbidden, Invalid, NotFound
from pendopo.survey import models
from pendopo.survey.actions import (
    begin_import,
    choose,
    discard_import,
    drop_old_drafts,
    finish_import,
    withdraw_import,
)
from pendopo.survey.domain.importing.choices import Choices
from pendopo.survey.domain.importing.errors import NotDone, NotDraft, NotReady, SameFile
from pendopo.survey.domain.importing.findings import Unreadable
from pendopo.survey.domain.importing.states import ImportState
from pendopo.survey.domain.tally import add_up
from pendopo.survey.queries import import_groups, import_row, imports_of, preview
from pendopo.survey.queries.tallies import tallies
from tests.actions.once import once_a_module
from tests.actions.survey.people import manager_of
from tests.town import MONDAY_NINE, build_town
from tests.unit.survey.files import office_workbook, plain_csv

NINE = [4, 3, 3, 4, 3, 3, 4, 4, 3]
GOOD = plain_csv(
    ["2024-01-02", "Layanan 1", *NINE],
    ["2024-01-09", "Layanan 2", *[3] * 9],
    ["2024-02-01", "Layanan 1", *[2] * 9],
)


town_of_module = once_a_module(build_town)


@pytest.fixture
def town(town_of_module, db):
    return copy.deepcopy(town_of_module)


@pytest.fixture
def manager(town):
    return manager_of(town)


@pytest.fixture
def begin(town, manager):
    def begin(raw=GOOD, name="skm-2024.csv"):
        return begin_import(office_id=town.office.pk, file_name=name, raw=raw, actor=manager, now=MONDAY_NINE)

    return begin


def counted(*months):
    return [
        (each.service_id, str(each.month), each.answer_class, each.respondents)
        for each in tallies(service_ids=None, months=[Month.parse(month) for month in months])
    ]


def test_a_file_is_previewed_brought_in_and_counted_with_its_class(town, manager, begin):
    number = begin()
    seen = preview(number, now=MONDAY_NINE)
    assert seen.reading.ready
    assert [(each.month.number, each.answers) for each in seen.groups] == [(1, 1), (2, 1), (1, 1)]
    # 31/9 of 4, 27/9 and 18/9: (31 + 27 + 18) / 27 x 25
    assert seen.whole.ikm == "70.37"
    assert counted("2024-01", "2024-02") == []
    assert finish_import(import_id=number, actor=manager, now=MONDAY_NINE) == 3
    first, second = (service.pk for service in town.services)
    assert counted("2024-01", "2024-02") == [
        (first, "2024-01", "import", 1),
        (first, "2024-02", "import", 1),
        (second, "2024-01", "import", 1),
    ]
    assert import_row(number).state is ImportState.DONE
    assert [(month.number, answers) for _, month, answers in import_groups(number)] == [
        (1, 1),
        (2, 1),
        (1, 1),
    ]
    assert models.SurveyImport.objects.get(pk=number).raw is None


def test_one_wrong_row_and_nothing_is_brought_in(manager, begin):
    number = begin(plain_csv(["2024-01-02", "Layanan 1", *NINE], ["2024-01-03", "Layanan 1", 5, *NINE[1:]]))
    with pytest.raises(NotReady):
        finish_import(import_id=number, actor=manager, now=MONDAY_NINE)
    assert counted("2024-01") == []
    assert import_row(number).state is ImportState.DRAFT


def test_an_import_goes_as_a_whole_and_leaves_who_when_and_why(manager, begin):
    number = begin()
    finish_import(import_id=number, actor=manager, now=MONDAY_NINE)
    with pytest.raises(Invalid):
        withdraw_import(import_id=number, reason="  ", actor=manager, now=MONDAY_NINE)
    assert len(counted("2024-01")) == 2
    profile = models.ProfileCount.objects.filter(count__gt=0).count()
    assert profile
    withdraw_import(import_id=number, reason="Berkas keliru", actor=manager, now=MONDAY_NINE)
    assert counted("2024-01", "2024-02") == []
    assert models.ProfileCount.objects.filter(count__gt=0).count() == 0
    row = import_row(number)
    assert (row.state, row.withdrawn_by, row.reason) == (ImportState.WITHDRAWN, 7, "Berkas keliru")
    assert row.answers == 3
    assert len(import_groups(number)) == 3
    with pytest.raises(NotDone):
        withdraw_import(import_id=number, reason="Sekali lagi", actor=manager, now=MONDAY_NINE)


def test_the_same_file_or_the_same_month_is_not_brought_in_twice(manager, begin):
    number = begin()
    finish_import(import_id=number, actor=manager, now=MONDAY_NINE)
    with pytest.raises(SameFile, match=r"skm-2024\.csv"):
        begin(name="salinan.csv")
    other = begin(plain_csv(["2024-01-20", "Layanan 1", *NINE]), "susulan.csv")
    with pytest.raises(NotReady):
        finish_import(import_id=other, actor=manager, now=MONDAY_NINE)
    assert "sudah ada dari impor “skm-2024.csv”" in preview(other, now=MONDAY_NINE).reading.findings[0].told(
        str
    )
    withdraw_import(import_id=number, reason="Diganti", actor=manager, now=MONDAY_NINE)
    finish_import(import_id=other, actor=manager, now=MONDAY_NINE)
    assert [row.state for row in imports_of(import_row(other).office_id)] == [
        ImportState.DONE,
        ImportState.WITHDRAWN,
    ]


def test_of_two_drafts_of_one_file_only_one_is_brought_in(manager, begin):
    first, second = begin(), begin()
    finish_import(import_id=first, actor=manager, now=MONDAY_NINE)
    with pytest.raises(SameFile):
        finish_import(import_id=second, actor=manager, now=MONDAY_NINE)


def test_the_name_of_a_renamed_service_is_learned(town, manager, begin):
    number = begin(office_workbook(), "skm.xlsx")
    assert [
        each.key for each in preview(number, now=MONDAY_NINE).reading.services if not each.service_id
    ] == ["layanan lama"]
    choose(
        import_id=number,
        choices=Choices(services={"layanan lama": town.services[0].pk}),
        actor=manager,
    )
    finish_import(import_id=number, actor=manager, now=MONDAY_NINE)
    later = begin(plain_csv(["2024-06-02", "LAYANAN LAMA", *NINE]), "juni.csv")
    assert preview(later, now=MONDAY_NINE).reading.answers[0].service_id == town.services[0].pk


def test_a_service_that_was_renamed_in_the_directory_keeps_its_answers(town, manager, begin):
    finish_import(import_id=begin(), actor=manager, now=MONDAY_NINE)
    before = counted("2024-01")
    town.services[0].name = "Layanan Baru"
    town.services[0].save()
    forget()
    assert counted("2024-01") == before
    later = begin(plain_csv(["2024-06-02", "Layanan Baru", *NINE]), "juni.csv")
    assert preview(later, now=MONDAY_NINE).reading.ready


def test_drafts_go_with_their_files_when_nobody_finishes_them(manager, begin):
    kept, dropped = begin(), begin()
    discard_import(import_id=dropped, actor=manager)
    with pytest.raises(NotFound):
        import_row(dropped)
    assert drop_old_drafts(now=MONDAY_NINE) == 0
    assert drop_old_drafts(now=MONDAY_NINE.replace(day=25)) == 1
    with pytest.raises(NotFound):
        preview(kept, now=MONDAY_NINE)


def test_a_finished_import_cannot_be_chosen_about_or_discarded(manager, begin):
    number = begin()
    finish_import(import_id=number, actor=manager, now=MONDAY_NINE)
    for change in (
        lambda: choose(import_id=number, choices=Choices(), actor=manager),
        lambda: discard_import(import_id=number, actor=manager),
        lambda: finish_import(import_id=number, actor=manager, now=MONDAY_NINE),
    ):
        with pytest.raises(NotDraft):
            change()


def test_strangers_and_people_of_the_counter_import_nothing(town, manager, begin):
    number = begin()
    for stranger in (town.officer, town.supervisor):
        with pytest.raises(Forbidden):
            begin_import(office_id=town.office.pk, file_name="x", raw=GOOD, actor=stranger, now=MONDAY_NINE)
        with pytest.raises(Forbidden):
            finish_import(import_id=number, actor=stranger, now=MONDAY_NINE)
        with pytest.raises(Forbidden):
            choose(import_id=number, choices=Choices(), actor=stranger)


def test_what_is_no_table_leaves_no_draft(town, begin):
    with pytest.raises(Unreadable):
        begin(b"%PDF-1.7")
    assert imports_of(town.office.pk) == ()


def test_the_database_keeps_no_file_after_the_draft_and_no_imported_answer_without_its_import(manager, begin):
    number = begin()
    finish_import(import_id=number, actor=manager, now=MONDAY_NINE)
    with pytest.raises(IntegrityError, match="survey_import_file_only_in_draft"), transaction.atomic():
        models.SurveyImport.objects.filter(pk=number).update(raw=b"x")
    with pytest.raises(IntegrityError, match="survey_answer_import_named"), transaction.atomic():
        models.Answer.objects.update(imported=None)


def test_the_order_of_the_file_is_not_the_order_of_the_table(town, manager, begin):
    rows = [
        ["2024-01-02", "Layanan 1", *[1 + (number >> bit & 3) % 4 for bit in range(9)]]
        for number in range(40)
    ]
    number = begin(plain_csv(*rows))
    finish_import(import_id=number, actor=manager, now=MONDAY_NINE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT q FROM survey_answer ORDER BY ctid")
        lying = [q for (q,) in cursor.fetchall()]
        cursor.execute("SELECT q FROM survey_answer ORDER BY id")
        by_key = [q for (q,) in cursor.fetchall()]
    in_the_file = [row[2:] for row in rows]
    assert sorted(lying) == sorted(in_the_file)
    assert lying != in_the_file
    assert by_key != in_the_file


def test_the_index_of_the_preview_is_the_index_of_what_was_brought_in(manager, begin):
    number = begin()
    before = preview(number, now=MONDAY_NINE)
    finish_import(import_id=number, actor=manager, now=MONDAY_NINE)
    found = tallies(service_ids=None, months=[Month(2024, 1), Month(2024, 2)])
    assert add_up(found) == add_up(before.reading.groups(before.framework).values())
