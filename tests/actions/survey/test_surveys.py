"""Surveys are drafted, opened, closed; two of one scope never share a month."""

import threading
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.kernel.actor import Actor, Grant, Role
from pendopo.kernel.days import Month
from pendopo.kernel.errors import Forbidden, Invalid
from pendopo.survey import models
from pendopo.survey.actions.surveys import close_survey, delete_draft, open_survey, save_survey
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.surveys import (
    Design,
    NotDraft,
    NotOpen,
    Overlaps,
    OwnQuestion,
    Scope,
    State,
    number_questions,
)
from pendopo.survey.queries import CURRENT, asked_besides, survey, survey_page, surveys_of
from tests.town import MONDAY_NINE, build_town

OWN = number_questions(
    [
        (True, "Seberapa nyaman ruang tunggu?", ["Tidak nyaman", "Kurang nyaman", "Nyaman", "Sangat nyaman"]),
        (False, "Dari mana Anda tahu layanan ini?", ["Tetangga", "Media sosial"]),
    ],
    9,
)


@pytest.fixture
def town(db):
    return build_town()


@pytest.fixture
def manager(town):
    grant = Grant(Role.SURVEY_MANAGER, government_id=town.office.government_id)
    return Actor(account_id=7, name="Wulan", grants=(grant,))


def design(town, period="2026-T4", **changed):
    scope = Scope(town.office.government_id)
    return replace(Design(scope, "SKM triwulan IV", Period.parse(period), CURRENT, OWN), **changed)


def test_a_draft_is_changed_opened_and_closed(town, manager):
    number = save_survey(survey_id=None, design=design(town), actor=manager)
    save_survey(survey_id=number, design=design(town, title="SKM akhir tahun"), actor=manager)
    assert survey(number).design.title == "SKM akhir tahun"
    assert [each.code for each in survey(number).design.questions] == ["U10", "T1"]
    open_survey(survey_id=number, actor=manager)
    with pytest.raises(NotDraft):
        save_survey(survey_id=number, design=design(town), actor=manager)
    with pytest.raises(NotDraft):
        delete_draft(survey_id=number, actor=manager)
    close_survey(survey_id=number, actor=manager, now=MONDAY_NINE)
    assert survey(number).state is State.CLOSED
    with pytest.raises(NotOpen):
        close_survey(survey_id=number, actor=manager, now=MONDAY_NINE)


def test_a_draft_can_be_taken_away(town, manager):
    number = save_survey(survey_id=None, design=design(town), actor=manager)
    delete_draft(survey_id=number, actor=manager)
    assert surveys_of(town.office.government_id) == ()


def test_a_second_survey_of_the_same_scope_and_month_is_refused_by_name(town, manager):
    first = save_survey(survey_id=None, design=design(town), actor=manager)
    second = save_survey(survey_id=None, design=design(town, "2026-11", title="Lain"), actor=manager)
    open_survey(survey_id=first, actor=manager)
    with pytest.raises(Overlaps, match="SKM triwulan IV"):
        open_survey(survey_id=second, actor=manager)
    with pytest.raises(Overlaps, match="2026-T4"):
        save_survey(survey_id=None, design=design(town, "2026"), actor=manager)
    assert survey_page(second).in_the_way == survey(first)
    part = Scope(town.office.government_id, service_id=town.services[0].pk)
    narrow = save_survey(survey_id=None, design=design(town, scope=part), actor=manager)
    open_survey(survey_id=narrow, actor=manager)
    assert survey_page(first).narrower == (survey(narrow),)


def test_the_database_refuses_overlapping_surveys_too(town, manager):
    first = save_survey(survey_id=None, design=design(town), actor=manager)
    second = save_survey(survey_id=None, design=design(town, "2026-12"), actor=manager)
    third = save_survey(survey_id=None, design=design(town, "2027-01"), actor=manager)
    for number in (first, third):
        models.Survey.objects.filter(pk=number).update(state="open")
    with pytest.raises(IntegrityError, match="survey_periods_apart"), transaction.atomic():
        models.Survey.objects.filter(pk=second).update(state="open")


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_open_overlapping_surveys_at_once_one_is_refused():
    town = build_town()
    grant = Grant(Role.SURVEY_MANAGER, government_id=town.office.government_id)
    manager = Actor(account_id=7, grants=(grant,))
    numbers = [
        save_survey(survey_id=None, design=design(town, period), actor=manager)
        for period in ("2026-T4", "2026-S2")
    ]
    outcomes = []

    def try_to_open(number):
        try:
            open_survey(survey_id=number, actor=manager)
            outcomes.append("open")
        except Overlaps:
            outcomes.append("refused")
        finally:
            connection.close()

    people = [threading.Thread(target=try_to_open, args=[number]) for number in numbers]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(outcomes) == ["open", "refused"]


def test_people_are_asked_the_questions_of_the_narrowest_open_survey(town, manager):
    first, second = (service.pk for service in town.services)
    wide = save_survey(survey_id=None, design=design(town), actor=manager)
    part = Scope(town.office.government_id, service_id=first)
    other = OwnQuestion("T1", False, "Apakah formulirnya jelas?", ("Ya", "Tidak"))
    narrow = save_survey(survey_id=None, design=design(town, scope=part, questions=(other,)), actor=manager)
    november = Month(2026, 11)
    assert asked_besides(first, november) == ()
    open_survey(survey_id=wide, actor=manager)
    assert [each.question for each in asked_besides(first, november)] == list(OWN)
    open_survey(survey_id=narrow, actor=manager)
    assert [each.question for each in asked_besides(first, november)] == [other]
    assert [each.question for each in asked_besides(second, november)] == list(OWN)
    assert asked_besides(second, Month(2027, 1)) == ()


def test_only_who_manages_surveys_of_that_place_may_make_one(town, manager):
    for stranger in (
        town.supervisor,
        replace(manager, grants=(Grant(Role.SURVEY_MANAGER, government_id=999_999),)),
    ):
        with pytest.raises(Forbidden):
            save_survey(survey_id=None, design=design(town), actor=stranger)
    agency = replace(manager, grants=(Grant(Role.SURVEY_MANAGER, agency_id=town.services[0].agency_id),))
    with pytest.raises(Forbidden):
        save_survey(survey_id=None, design=design(town), actor=agency)
    own = Scope(town.office.government_id, agency_id=town.services[0].agency_id)
    assert save_survey(survey_id=None, design=design(town, scope=own), actor=agency)


def test_a_survey_without_title_or_with_an_unknown_framework_is_refused(town, manager):
    for wrong in ({"title": ""}, {"framework": "kep-25-m-pan-2-2004"}):
        with pytest.raises(Invalid):
            save_survey(survey_id=None, design=design(town, **wrong), actor=manager)
