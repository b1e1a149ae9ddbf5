"""What other apps ask the directory."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.directory import actions, queries
from pendopo.directory.domain.opening import Interval, State
from pendopo.directory.models import Counter, Office, Service
from pendopo.kernel.errors import Invalid, NotFound
from tests.actions.once import once_a_module

pytestmark = pytest.mark.django_db

WIB = ZoneInfo("Asia/Jakarta")
MONDAY, SUNDAY, CHRISTMAS = date(2026, 11, 23), date(2026, 11, 22), date(2026, 12, 25)


loaded = once_a_module(lambda: actions.load_content(settings.CONTENT))


@pytest.fixture
def office(loaded, db, settings):
    settings.ENV = settings.ENV | {"PENDOPO_ALWAYS_OPEN": False}
    queries.forget()
    return queries.office("mpp-gajah-mada")


def at(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), WIB)


def rules(office, slug):
    service_id = queries.service_page(office.slug, slug).service.id
    return queries.rules_of([service_id])[service_id]


def test_rules_say_whose_a_service_is_and_when_it_is_open(office):
    found = rules(office, "paspor")
    assert (found.letter, found.daily_quota, found.promise_minutes) == ("K", 50, 60)
    assert (found.office_id, found.government_id) == (office.id, office.government_id)
    assert found.opening(at(MONDAY, 9)).state is State.OPEN
    assert not found.takes_numbers(at(SUNDAY, 9))


def test_civil_registration_is_open_on_sunday_and_passports_are_not(office):
    assert rules(office, "ktp-el").opening(at(SUNDAY, 9)).state is State.OPEN
    assert rules(office, "paspor").opening(at(SUNDAY, 9)).state is State.CLOSED_DAY


def test_a_holiday_closes_every_service(office):
    opening = rules(office, "ktp-el").opening(at(CHRISTMAS, 9))
    assert (opening.state, opening.reason) == (State.CLOSED_DAY, "Hari Raya Natal")


def test_an_estimated_holiday_closes_nothing(office):
    estimated = date(2027, 3, 8)
    assert rules(office, "paspor").opening(at(estimated, 9)).state is State.OPEN


def test_a_day_can_be_opened_specially_and_seen_at_once(office):
    rules(office, "paspor")
    actions.open_specially(office.id, SUNDAY, "Pelayanan khusus", Interval(time(9), time(12)))
    opening = rules(office, "paspor").opening(at(SUNDAY, 10))
    assert (opening.state, opening.reason) == (State.OPEN, "Pelayanan khusus")
    assert queries.office(office.slug).opening(at(SUNDAY, 10)).is_open


def test_a_day_can_be_closed_and_given_back(office):
    actions.close_specially(office.id, MONDAY, "Pemadaman listrik")
    assert rules(office, "paspor").opening(at(MONDAY, 9)).reason == "Pemadaman listrik"
    actions.follow_week(office.id, MONDAY)
    assert rules(office, "paspor").opening(at(MONDAY, 9)).is_open


def test_a_special_day_needs_a_reason_and_an_office(office):
    with pytest.raises(Invalid):
        actions.close_specially(office.id, MONDAY, "  ")
    with pytest.raises(NotFound):
        actions.close_specially(0, MONDAY, "Pindah gedung")


def test_always_open_ignores_the_calendar(office, settings):
    settings.ENV = settings.ENV | {"PENDOPO_ALWAYS_OPEN": True}
    queries.forget()
    assert rules(office, "paspor").takes_numbers(at(SUNDAY, 23))


def test_rules_of_many_services_cost_a_fixed_number_of_round_trips(office):
    everything = list(Service.objects.values_list("pk", flat=True))
    queries.forget()
    with CaptureQueriesContext(
        connection,
    ) as first:
        assert len(queries.rules_of(everything)) == len(everything)
    with CaptureQueriesContext(connection) as again:
        queries.rules_of(everything)
    assert len(first) <= 8
    assert len(again) == 0


def test_an_unknown_service_has_no_rules(office):
    assert queries.rules_of([0]) == {}


def test_the_published_standard_has_six_components_in_order(office):
    page = queries.service_page(office.slug, "ktp-el")
    assert [part.number for part in page.components] == [1, 2, 3, 4, 5, 6]
    assert page.components[0].items[0] == "Berusia 17 tahun, sudah kawin, atau pernah kawin"
    assert page.components[3].items == ("Gratis",)
    assert page.source
    assert page.last_checked == date(2026, 11, 21)
    assert page.example


@pytest.mark.parametrize("words", ["e-ktp", "kartu penduduk", "KTP", "ektp"])
def test_an_identity_card_is_found_by_its_everyday_names(office, words):
    assert queries.find_services(office.id, words)[0].slug == "ktp-el"


def test_no_words_find_everything(office):
    assert queries.find_services(office.id, "") == queries.services_of(office.id)


def test_unknown_names_are_not_found(office):
    for ask in (
        lambda: queries.office("tidak-ada"),
        lambda: queries.office_by_id(0),
        lambda: queries.service(0),
        lambda: queries.counter(0),
        lambda: queries.service_page(office.slug, "tidak-ada"),
        lambda: queries.service_page("tidak-ada", "ktp-el"),
    ):
        with pytest.raises(NotFound):
            ask()


def test_the_default_office_is_the_one_of_the_setting_or_the_first(office):
    assert queries.default_office("mpp-graha-manavaseva").slug == "mpp-graha-manavaseva"
    assert queries.default_office("tidak-ada").slug == "mpp-gajah-mada"


def test_what_is_out_of_use_is_not_shown(office):
    counter = queries.counters_of(office.id)[0]
    service = queries.service(counter.service_ids[0])
    Service.objects.filter(pk=service.id).update(active=False)
    Counter.objects.filter(pk=counter.id).update(active=False)
    queries.forget()
    assert service.id not in {view.id for view in queries.services_of(office.id)}
    assert counter.id not in {view.id for view in queries.counters_of(office.id)}
    assert not queries.rules_of([service.id])[service.id].active
    with pytest.raises(NotFound):
        queries.counter(counter.id)


def test_an_office_out_of_use_closes_its_services(office):
    service_id = queries.services_of(office.id)[0].id
    Office.objects.filter(pk=office.id).update(active=False)
    queries.forget()
    assert not queries.rules_of([service_id])[service_id].active
    with pytest.raises(NotFound):
        queries.office(office.slug)


def test_regions_are_listed_below_their_parent(office):
    assert [region.name for region in queries.regions_under("35.76")] == [
        "Prajuritkulon",
        "Magersari",
        "Kranggan",
    ]
    assert len(queries.regions_under("35.76.03")) == 6


def test_agencies_are_those_of_the_government(office):
    names = {agency.slug for agency in queries.agencies_of(office.government_id)}
    assert {"dispendukcapil", "diskominfo", "imigrasi"} <= names
    assert [government.code for government in queries.governments()] == ["35.16", "35.76"]
