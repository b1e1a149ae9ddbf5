"""Taking a number: one ticket, however it is tapped; every refusal has its page."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection

from pendopo.queue import limits
from tests.town import MONDAY_NINE
from tests.web.taps import fill, form_of, new_phone, send, service_address, take, text_of

pytestmark = pytest.mark.django_db


def tickets() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM queue_ticket")
        return cursor.fetchone()[0]


def test_a_tap_makes_a_ticket_and_leads_to_its_page(phone, town):
    answer = phone.get(take(phone, town))
    assert answer.status_code == 200
    assert "A-001" in text_of(answer)
    assert "Giliran Anda berikutnya" in text_of(answer)


def test_a_double_tap_makes_one_ticket(phone, town):
    form = form_of(phone, town)
    first, second = send(phone, town, form), send(phone, town, form)
    assert first["Location"] == second["Location"]
    assert tickets() == 1


def test_a_double_tap_before_the_first_cookie_arrived_makes_one_ticket(phone, town):
    form = form_of(phone, town)
    first = send(phone, town, form)
    second = send(new_phone(), town, form)
    assert first["Location"] == second["Location"]
    assert tickets() == 1


def test_two_tabs_make_one_ticket_and_the_second_is_told_so(phone, town):
    first_tab, second_tab = form_of(phone, town), form_of(phone, town)
    first, second = send(phone, town, first_tab), send(phone, town, second_tab)
    assert second["Location"] == f"{first['Location']}?sudah-ada=1"
    assert "Anda sudah memegang nomor ini" in text_of(phone.get(second["Location"]))
    assert tickets() == 1


def test_the_form_sent_again_with_another_answer_makes_no_second_ticket(phone, town):
    form = form_of(phone, town)
    first = send(phone, town, form)
    second = send(phone, town, form | {"prioritas": "ya"})
    assert second["Location"].startswith(first["Location"])
    assert tickets() == 1


def test_a_phone_that_forgot_its_list_is_told_which_number_it_holds(phone, town):
    take(phone, town)
    del phone.cookies["nomor"]
    answer = send(phone, town, form_of(phone, town))
    assert answer.status_code == 409
    assert "A-001" in text_of(answer)


def test_numbers_of_two_services_can_be_held_and_are_found_again(phone, town):
    take(phone, town, 0)
    take(phone, town, 1)
    page = text_of(phone.get(f"/layanan/{town.office.slug}/"))
    assert "Nomor Anda A-001 Layanan 1 B-001 Layanan 2" in page


def test_priority_is_kept_when_asked_for(phone, town):
    address = take(phone, town, prioritas="ya")
    assert "Prioritas Ya" in text_of(phone.get(address))


def test_a_closed_service_says_when_numbers_are_given_again(phone, town, at):
    form = form_of(phone, town)
    at(MONDAY_NINE + timedelta(hours=6))
    answer = send(phone, town, form)
    assert answer.status_code == 409
    assert "Nomor baru dapat diambil besok pukul 06.00 WIB" in text_of(answer)
    assert tickets() == 0


def test_before_the_first_hour_today_is_named(phone, town, at):
    at(MONDAY_NINE - timedelta(hours=4))
    page = text_of(phone.get(service_address(town)))
    assert "Nomor baru dapat diambil pukul 06.00 WIB" in page
    assert "Ambil nomor antrean" not in page


def test_a_used_up_quota_says_when_numbers_are_given_again(phone, town):
    form = form_of(phone, town)
    fill(town, 3)
    answer = send(phone, town, form)
    assert answer.status_code == 409
    assert "Semua 3 nomor untuk hari ini sudah diambil" in text_of(answer)
    assert "besok pukul 06.00 WIB" in text_of(answer)
    assert tickets() == 3


def test_the_page_of_a_service_without_numbers_has_no_button(phone, town):
    fill(town, 3)
    page = text_of(phone.get(service_address(town)))
    assert "Nomor hari ini sudah habis" in page
    assert "Ambil nomor antrean" not in page


def test_an_unknown_service_is_not_found(phone, town):
    assert phone.post(f"/layanan/{town.office.slug}/tidak-ada/ambil/").status_code == 404
    assert phone.post("/layanan/tidak-ada/layanan-1/ambil/").status_code == 404


def test_opening_the_address_of_the_button_is_a_wrong_method(phone, town):
    assert phone.get(f"{service_address(town)}ambil/").status_code == 405


@pytest.mark.parametrize("field", ["kunci", "prioritas"])
def test_forty_kilobytes_in_a_field_are_refused(phone, town, field):
    answer = send(phone, town, form_of(phone, town) | {field: "x" * 40_000})
    assert answer.status_code == 422
    assert tickets() == 0


def test_a_body_larger_than_any_form_is_refused(phone, town):
    assert send(phone, town, {"kunci": "x" * 100_000}).status_code == 400


def test_a_form_without_its_token_is_explained(town):
    answer = send(new_phone(enforce_csrf_checks=True), town, {"kunci": "x"})
    assert answer.status_code == 403
    assert "Formulir perlu dikirim ulang" in text_of(answer)


def test_a_network_that_hoards_has_to_wait(phone, town, monkeypatch):
    # The clock stands still: what is given back with the seconds must not depend on how fast this machine is.
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: 1_000_000.0))
    taps = [send(phone, town, {"kunci": "x"}) for _ in range(settings.ENV["PENDOPO_TAKES_PER_MINUTE"] + 1)]
    assert {answer.status_code for answer in taps[:-1]} == {303}
    assert taps[-1].status_code == 429
    assert int(taps[-1]["Retry-After"]) >= 1


def test_cookies_are_small_and_out_of_reach_of_scripts(phone, town):
    take(phone, town)
    for name in ("gawai", "nomor"):
        cookie = phone.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert len(cookie.value) < 800


def test_a_list_that_somebody_changed_is_ignored(phone, town):
    take(phone, town)
    phone.cookies["nomor"] = "x" + phone.cookies["nomor"].value
    assert "Nomor Anda" not in text_of(phone.get(f"/layanan/{town.office.slug}/"))
