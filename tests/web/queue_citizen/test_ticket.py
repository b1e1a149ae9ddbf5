"""The live ticket in every state, and the part that its script asks for."""

from datetime import timedelta
from uuid import uuid4

import pytest

from pendopo.queue import actions
from tests.town import MONDAY_NINE
from tests.web.taps import call, fill, form_of, new_phone, send, state_at, take, text_of

pytestmark = pytest.mark.django_db


def shown(phone, address) -> str:
    answer = phone.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    return text_of(answer)


def test_a_waiting_ticket_tells_how_many_are_ahead_and_when_it_was_looked_up(phone, town):
    fill(town, 2)
    page = shown(phone, take(phone, town))
    assert "2 orang di depan Anda" in page
    assert "Diperbarui pukul 09.00 WIB" in page
    assert "Batalkan nomor antrean" in page


def test_a_range_is_given_when_the_pace_is_known(phone, town):
    open_late = MONDAY_NINE - timedelta(minutes=60)
    for turn in range(13):
        wish = actions.request_of(service_id=town.services[1].pk)
        taken = actions.take_number(wish, now=open_late - timedelta(days=3 + turn // 3))
        assert taken
    for turn in range(13):
        start = open_late + timedelta(minutes=4 * turn)
        called = actions.call_next(
            town.counters[0].pk, actor=town.officer, now=start - timedelta(days=3 + turn // 3)
        )
        assert called
        actions.finish(called.id, actor=town.officer, now=start - timedelta(days=3 + turn // 3, minutes=-4))
    fill(town, 1, 1)
    call(town)
    page = shown(phone, take(phone, town, 1))
    assert "Perkiraan dipanggil paling lambat pukul 09." in page


def test_a_called_ticket_names_the_counter_and_the_floor(phone, town):
    address = take(phone, town)
    call(town)
    page = shown(phone, address)
    assert "Nomor A-001, silakan ke Loket 1 Lantai 2" in page
    assert "(Dipanggil) A-001" in page
    assert "Batalkan" not in page


def test_a_ticket_being_served_says_so(phone, town):
    address = take(phone, town)
    actions.serve(call(town).id, actor=town.officer, now=MONDAY_NINE)
    assert "Anda sedang dilayani" in shown(phone, address)


def test_a_finished_ticket_offers_the_survey(phone, town):
    address = take(phone, town)
    actions.finish(call(town).id, actor=town.officer, now=MONDAY_NINE)
    page = shown(phone, address)
    assert "Terima kasih" in page
    assert "Isi survei" in page
    assert "Perbarui status" not in page


def test_a_missed_call_says_what_to_do(phone, town):
    address = take(phone, town)
    actions.no_show(call(town).id, actor=town.officer, now=MONDAY_NINE)
    page = shown(phone, address)
    assert "temui petugas di meja informasi" in page
    assert "Ambil nomor baru" in page


def test_a_transferred_ticket_keeps_its_number_and_says_where_it_waits(phone, town):
    address = take(phone, town)
    actions.transfer(call(town).id, town.services[1].pk, actor=town.officer, now=MONDAY_NINE)
    page = shown(phone, address)
    assert "A-001" in page
    assert "Anda dialihkan ke layanan lain" in page
    assert "Layanan Layanan 2" in page


def test_a_day_that_ended_before_the_call_is_admitted(phone, town):
    address = take(phone, town)
    actions.close_day(town.office.pk, MONDAY_NINE.date(), actor=town.supervisor, now=MONDAY_NINE)
    assert "Kantor tutup sebelum nomor Anda dipanggil" in shown(phone, address)


def test_after_midnight_an_open_ticket_is_past(phone, town, at):
    address = take(phone, town)
    at(MONDAY_NINE + timedelta(hours=15))
    page = shown(phone, address)
    assert "Hari nomor ini sudah lewat" in page
    assert "Senin, 23 November 2026" in page
    assert "Perbarui status" not in page


def test_an_unknown_ticket_is_not_found_in_plain_words(phone, town):
    for address in (f"/t/{uuid4()}/", f"/t/{uuid4()}/status/", f"/t/{uuid4()}/batal/"):
        answer = phone.get(address)
        assert answer.status_code == 404
        assert "Nomor antrean ini tidak ditemukan" in text_of(answer)
    assert phone.get("/t/123/").status_code == 404
    assert phone.post(f"/t/{uuid4()}/survei/").status_code == 404


def test_the_changing_part_is_answered_only_when_it_changed(phone, town):
    fill(town, 1)
    address = f"{take(phone, town)}status/"
    first = phone.get(address)
    assert first.status_code == 200
    assert first["Pendopo-Clock"] == "09.00 WIB"
    again = phone.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["Pendopo-Clock"] == "09.00 WIB"
    assert phone.get(address, headers={"If-None-Match": f"W/{first['ETag']}"}).status_code == 304
    call(town)
    changed = phone.get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert "Giliran Anda berikutnya" in text_of(changed)


def test_the_changing_part_comes_in_the_language_of_the_page(phone, town):
    address = f"{take(phone, town)}status/"
    first = phone.get(address)
    phone.cookies["bahasa"] = "en"
    assert phone.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_giving_a_number_back_asks_once(phone, town):
    address = take(phone, town)
    question = phone.get(f"{address}batal/")
    assert "Batalkan nomor A-001?" in text_of(question)
    assert state_at(address) == "waiting"
    answer = phone.post(f"{address}batal/")
    assert (answer.status_code, answer["Location"]) == (303, address)
    assert "Nomor ini sudah Anda batalkan" in shown(phone, address)


def test_giving_a_number_back_twice_changes_nothing(phone, town):
    address = take(phone, town)
    for _ in range(2):
        assert phone.post(f"{address}batal/").status_code == 303
    assert state_at(address) == "cancelled"


def test_a_called_number_cannot_be_given_back(phone, town):
    address = take(phone, town)
    call(town)
    answer = phone.post(f"{address}batal/")
    assert answer.status_code == 409
    assert "Nomor tidak dapat dibatalkan" in text_of(answer)
    assert state_at(address) == "called"
    assert phone.get(f"{address}batal/")["Location"] == address
    assert f'href="{address}"' in answer.content.decode()


def test_after_giving_back_a_new_number_can_be_taken(phone, town):
    first = take(phone, town)
    phone.post(f"{first}batal/")
    assert take(phone, town) != first


def test_cancelling_needs_the_token_of_a_form(phone, town):
    address = take(phone, town)
    assert new_phone(enforce_csrf_checks=True).post(f"{address}batal/").status_code == 403
    assert state_at(address) == "waiting"


@pytest.mark.parametrize("part", ["", "status/"])
def test_pages_of_a_ticket_take_no_forms(phone, town, part):
    assert phone.post(take(phone, town) + part).status_code == 405


def test_the_secret_of_a_ticket_is_in_no_link_to_elsewhere(phone, town):
    address = take(phone, town)
    page = phone.get(address).content.decode()
    secret = address.strip("/").split("/")[1]
    assert not [
        part for part in page.split('href="')[1:] if part.startswith("http") and secret in part.split('"')[0]
    ]


def test_another_tab_after_the_ticket_ended_takes_a_new_number(phone, town):
    form = form_of(phone, town)
    first = take(phone, town)
    actions.finish(call(town).id, actor=town.officer, now=MONDAY_NINE)
    assert send(phone, town, form)["Location"] != first
