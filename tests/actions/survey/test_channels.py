"""Answers without a code: at the kiosk, through the code on the wall, on paper. Each keeps its class."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.kernel.days import Month
from pendopo.kernel.errors import Forbidden, Invalid, NotFound
from pendopo.survey import models
from pendopo.survey.actions import (
    answer_at_kiosk,
    answer_for_unit,
    check_sheet,
    discard_sheet,
    end_kiosk,
    issue_code,
    make_unit_code,
    open_survey,
    record_answer,
    save_survey,
    set_up_kiosk,
    type_sheet,
)
from pendopo.survey.domain.errors import KioskEnded, SamePerson, SheetDone, SheetTaken, UnitCodeEnded
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.surveys import Design, Scope, number_questions
from pendopo.survey.queries import (
    CURRENT,
    kiosk_of_key,
    kiosks_of,
    measure,
    paper_state,
    question_tallies,
    unit_of_key,
    units_of,
)
from pendopo.survey.queries.tallies import tallies
from tests.actions.survey.people import manager_of, typist_of
from tests.town import MONDAY_NINE, build_town

NINE = {f"U{number}": 3 for number in range(1, 10)}
NOVEMBER = Month(2026, 11)


@pytest.fixture
def town(db):
    return build_town()


@pytest.fixture
def manager(town):
    return manager_of(town)


def classes():
    return {each.answer_class: each.respondents for each in tallies(service_ids=None, months=[NOVEMBER])}


def kiosk(town, **changed):
    facts = {"office_id": town.office.pk, "service_id": None, "name": "Pintu keluar", "actor": town.officer}
    return set_up_kiosk(**(facts | changed), now=MONDAY_NINE)


def at_kiosk(key, service_id, answers=NINE):
    answer_at_kiosk(key=key, service_id=service_id, answers=answers, own=None, now=MONDAY_NINE)


def test_a_kiosk_answers_with_its_key_until_it_is_taken_away(town):
    service = town.services[0].pk
    key = kiosk(town)
    at_kiosk(key, service)
    assert classes() == {"kiosk": 1}
    (view,) = kiosks_of(town.office.pk)
    assert kiosk_of_key(key) == view
    end_kiosk(office_id=town.office.pk, kiosk_id=view.id, actor=town.officer, now=MONDAY_NINE)
    for wrong in (key, "", "tebakan"):
        with pytest.raises(KioskEnded):
            at_kiosk(wrong, service)
    assert classes() == {"kiosk": 1}


def test_the_key_of_a_kiosk_is_not_kept(town):
    key = kiosk(town)
    with connection.cursor() as cursor:
        cursor.execute("SELECT survey_kiosk::text FROM survey_kiosk")
        (kept,) = cursor.fetchone()
    assert key not in kept
    assert key.encode().hex() not in kept


def test_a_kiosk_of_one_service_answers_for_no_other(town):
    first, second = (service.pk for service in town.services)
    key = kiosk(town, service_id=first)
    at_kiosk(key, first)
    with pytest.raises(NotFound):
        at_kiosk(key, second)
    with pytest.raises(NotFound):
        at_kiosk(kiosk(town), build_town(slug="mpp-lain").services[0].pk)


def test_only_people_of_the_office_set_up_kiosks(town, manager):
    with pytest.raises(Forbidden):
        kiosk(town, actor=manager)
    with pytest.raises(Invalid):
        kiosk(town, name=" ")


def test_a_new_code_for_the_wall_ends_the_one_before(town, manager):
    service = town.services[0].pk
    first = make_unit_code(service_id=service, actor=manager, now=MONDAY_NINE)
    answer_for_unit(key=first, answers=NINE, own=None, profile={"usia": "26-35"}, now=MONDAY_NINE)
    second = make_unit_code(service_id=service, actor=manager, now=MONDAY_NINE)
    assert units_of([service])[service].key == second
    with pytest.raises(UnitCodeEnded):
        answer_for_unit(key=first, answers=NINE, own=None, profile=None, now=MONDAY_NINE)
    with pytest.raises(NotFound):
        unit_of_key("abcdefghjkmn")
    assert classes() == {"unit": 1}
    with pytest.raises(Forbidden):
        make_unit_code(service_id=service, actor=town.supervisor, now=MONDAY_NINE)


def test_a_paper_sheet_counts_when_a_second_person_has_typed_the_same(town):
    first, second = typist_of(town), typist_of(town, 9)
    service = town.services[0].pk
    typed = {**NINE, "usia": 3, "jenis-kelamin": 1}
    number = type_sheet(
        service_id=service, month=NOVEMBER, number=1, typed=typed, actor=first, now=MONDAY_NINE
    )
    assert classes() == {}
    with pytest.raises(SamePerson):
        check_sheet(sheet_id=number, typed=typed, settled=True, actor=first, now=MONDAY_NINE)
    assert check_sheet(sheet_id=number, typed=typed, settled=False, actor=second, now=MONDAY_NINE).counted
    assert classes() == {"paper": 1}
    assert models.PaperSheet.objects.get(pk=number).typed is None
    told = models.ProfileCount.objects.values_list("field", "band")
    assert {("usia", "26-35"), ("jenis-kelamin", "perempuan"), ("pendidikan", "tidak-menjawab")} <= set(told)
    with pytest.raises(SheetDone):
        check_sheet(sheet_id=number, typed=typed, settled=False, actor=typist_of(town, 10), now=MONDAY_NINE)


def test_what_two_people_typed_differently_is_shown_and_counts_only_when_it_is_settled(town):
    first, second = typist_of(town), typist_of(town, 9)
    service = town.services[0].pk
    number = type_sheet(
        service_id=service, month=NOVEMBER, number=1, typed=NINE, actor=first, now=MONDAY_NINE
    )
    other = {**NINE, "U4": 1, "U9": 0}
    checked = check_sheet(sheet_id=number, typed=other, settled=False, actor=second, now=MONDAY_NINE)
    assert (checked.counted, checked.differing, checked.first["U4"]) == (False, ("U4", "U9"), 3)
    assert classes() == {}
    assert check_sheet(sheet_id=number, typed=other, settled=True, actor=second, now=MONDAY_NINE).counted
    (tally,) = tallies(service_ids=[service], months=[NOVEMBER])
    assert tally.counts["U4"] == (0, 1, 0, 0, 0)
    assert tally.counts["U9"] == (1, 0, 0, 0, 0)
    assert paper_state(service, NOVEMBER).corrected == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_check_one_sheet_at_once_one_counts():
    town = build_town()
    service = town.services[0].pk
    number = type_sheet(
        service_id=service, month=NOVEMBER, number=1, typed=NINE, actor=typist_of(town), now=MONDAY_NINE
    )
    outcomes, gate = [], threading.Barrier(2)

    def check(account):
        try:
            gate.wait()
            check_sheet(
                sheet_id=number, typed=NINE, settled=True, actor=typist_of(town, account), now=MONDAY_NINE
            )
            outcomes.append("counted")
        except SheetDone:
            outcomes.append("done before")
        finally:
            connection.close()

    people = [threading.Thread(target=check, args=[account]) for account in (21, 22)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(outcomes) == ["counted", "done before"]
    assert classes() == {"paper": 1}


def test_the_database_refuses_one_person_for_both_and_a_number_twice(town):
    typist = typist_of(town)
    sheet = {"service_id": town.services[0].pk, "month": NOVEMBER, "typed": NINE, "now": MONDAY_NINE}
    number = type_sheet(**sheet, number=4, actor=typist)
    with pytest.raises(SheetTaken, match="nomor 4"):
        type_sheet(**sheet, number=4, actor=typist_of(town, 9))
    with pytest.raises(IntegrityError, match="survey_paper_two_people"), transaction.atomic():
        models.PaperSheet.objects.filter(pk=number).update(checked_by=typist.account_id, typed=None)
    state = paper_state(town.services[0].pk, NOVEMBER)
    assert (state.next_number, len(state.waiting), state.counted) == (5, 1, 0)
    with pytest.raises(NotFound):
        discard_sheet(sheet_id=number, actor=typist_of(town, 9))
    discard_sheet(sheet_id=number, actor=typist)
    assert paper_state(town.services[0].pk, NOVEMBER).waiting == ()


def test_a_sheet_of_a_coming_month_or_without_answers_is_refused(town):
    sheet = {"service_id": town.services[0].pk, "number": 1, "actor": typist_of(town), "now": MONDAY_NINE}
    with pytest.raises(Invalid):
        type_sheet(**sheet, month=Month(2026, 12), typed=NINE)
    with pytest.raises(Invalid):
        type_sheet(**sheet, month=NOVEMBER, typed={"usia": 2})
    with pytest.raises(Forbidden):
        type_sheet(**(sheet | {"actor": town.officer}), month=NOVEMBER, typed=NINE)


def test_own_questions_are_counted_by_class_apart_from_the_nine(town, manager):
    scope = Scope(town.office.government_id)
    own = number_questions([(True, "Nyaman?", ["1", "2", "3", "4"]), (False, "Tahu dari?", ["A", "B"])], 9)
    design = Design(scope, "SKM", Period.parse("2026-T4"), CURRENT, own)
    survey = save_survey(survey_id=None, design=design, actor=manager)
    open_survey(survey_id=survey, actor=manager)
    service = town.services[0].pk
    answer_at_kiosk(key=kiosk(town), service_id=service, answers=NINE, own={"U10": 4}, now=MONDAY_NINE)
    code = issue_code(service_id=service, day=MONDAY_NINE.date(), commitment=None)
    record_answer(code=code, answers=NINE, nonce=None, profile=None, now=MONDAY_NINE, own={"U10": 2, "T1": 1})
    found = {(each.question.code, each.answer_class.value): each.counts for each in question_tallies(survey)}
    assert found == {
        ("U10", "kiosk"): (0, 0, 0, 0, 1),
        ("T1", "kiosk"): (1, 0, 0),
        ("U10", "phone"): (0, 0, 1, 0, 0),
        ("T1", "phone"): (0, 1, 0),
    }
    with pytest.raises(Invalid):
        answer_at_kiosk(key=kiosk(town), service_id=service, answers=NINE, own={"T1": 3}, now=MONDAY_NINE)
    assert classes() == {"kiosk": 1, "phone": 1}


def test_the_published_index_counts_only_answers_with_a_code(town):
    service = town.services[0].pk
    at_kiosk(kiosk(town), service)
    assert measure([service], [NOVEMBER]) == {}
