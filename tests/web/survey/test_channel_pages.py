"""Answering without a code: the screen by the exit, the code on the wall."""

import pytest
from django.conf import settings as site
from django.test import Client

from pendopo.kernel import clock
from pendopo.kernel.actor import Grant, Role
from pendopo.kernel.days import Month
from pendopo.survey.queries import kiosks_of, units_of
from pendopo.survey.queries.tallies import tallies
from pendopo.survey.web import unit_device
from pendopo.survey.web.hall import kiosk_device
from pendopo.webapi.limits import Allowance
from tests.web.survey.staff import manager_in, signed_in


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def slowed(monkeypatch):
    """The limits of an ordinary site, with fresh memories."""
    monkeypatch.setitem(site.ENV, "PENDOPO_ALWAYS_OPEN", False)
    monkeypatch.setattr(kiosk_device, "_allowance", Allowance(6, at_once=1))
    monkeypatch.setattr(unit_device, "_allowance", Allowance(6, at_once=2))


def counted():
    month = Month.of(clock.now().astimezone().date())
    return {each.answer_class: each.respondents for each in tallies(service_ids=None, months=[month])}


def set_up(town, **form) -> Client:
    device = signed_in("sari", Grant(Role.OFFICER, office_id=town.office.pk))
    page = f"/survei/kios/{town.office.slug}/"
    answer = device.post(page + "pasang/", {"nama": "Pintu keluar"} | form)
    assert (answer.status_code, answer["Location"]) == (303, page)
    return device


def answer_at(device, town, scores="343332321"):
    page = f"/survei/kios/{town.office.slug}/"
    device.get(f"{page}mulai/{town.services[0].pk}/")
    for number, score in enumerate(scores, 1):
        answer = device.post(f"{page}tanya/{number}/", {"jawaban": score})
    return answer


def test_a_kiosk_is_set_up_answered_at_and_taken_away(town):
    device = set_up(town)
    page = f"/survei/kios/{town.office.slug}/"
    assert "sessionid" not in device.cookies or device.cookies["sessionid"].value == ""
    assert "Layanan apa yang baru Anda terima?" in device.get(page).content.decode()
    shown = device.get(f"{page}mulai/{town.services[0].pk}/", follow=True).content.decode()
    assert shown.count('class="app-face"') == 4
    assert "Sangat sesuai" in shown
    assert answer_at(device, town)["Location"] == page + "selesai/"
    assert counted() == {"kiosk": 1}
    assert "Terima kasih" in device.get(page + "selesai/").content.decode()
    assert device.get(page + "tanya/2/")["Location"] == page
    officer = signed_in("sari", Grant(Role.OFFICER, office_id=town.office.pk))
    (kiosk,) = kiosks_of(town.office.pk)
    assert "Pintu keluar" in officer.get(page + "pasang/").content.decode()
    officer.post(page + "pasang/", {"lepas": kiosk.id})
    assert device.get(page).status_code == 403


def test_without_a_key_the_kiosk_says_that_it_is_not_set_up(town):
    stranger = Client()
    page = f"/survei/kios/{town.office.slug}/"
    assert "belum dipasang" in stranger.get(page).content.decode()
    assert stranger.get(f"{page}mulai/{town.services[0].pk}/").status_code == 403
    assert stranger.post(f"{page}tanya/1/", {"jawaban": "4"}).status_code == 403


def test_a_kiosk_without_a_name_is_not_set_up(town):
    officer = signed_in("sari", Grant(Role.OFFICER, office_id=town.office.pk))
    answer = officer.post(f"/survei/kios/{town.office.slug}/pasang/", {"nama": ""})
    assert (answer.status_code, "Beri nama layar ini" in answer.content.decode()) == (422, True)


def test_a_kiosk_of_one_service_begins_with_it(town):
    device = set_up(town, layanan=town.services[1].pk)
    shown = device.get(f"/survei/kios/{town.office.slug}/").content.decode()
    assert "Layanan 2" in shown
    assert "Layanan 1" not in shown


def test_the_chosen_language_stays_for_one_person_and_no_longer(town):
    device = set_up(town)
    page = f"/survei/kios/{town.office.slug}/"
    device.get("/bahasa/", {"pilih": "en", "next": page})
    assert "Which service did you just receive?" in device.get(page).content.decode()
    answer_at(device, town)
    assert "Thank you for your rating" in device.get(page + "selesai/").content.decode()
    assert device.get(page + "mulai/")["Location"] == page
    assert "Layanan apa yang baru Anda terima?" in device.get(page).content.decode()


def test_nobody_answers_a_kiosk_faster_than_people_can(town, slowed):
    device = set_up(town)
    assert answer_at(device, town).status_code == 303
    assert answer_at(device, town).status_code == 429
    assert counted() == {"kiosk": 1}


def test_a_question_cannot_be_passed_over_and_nothing_at_all_is_no_answer(town):
    device = set_up(town)
    page = f"/survei/kios/{town.office.slug}/"
    device.get(f"{page}mulai/{town.services[0].pk}/")
    assert device.get(page + "tanya/5/")["Location"] == page + "tanya/1/"
    assert device.post(page + "tanya/1/", {"jawaban": "9"})["Location"] == page + "tanya/1/"
    answer_at(device, town, "000000000")
    assert counted() == {}


def unit_of(town) -> str:
    manager = manager_in(town)
    service = town.services[0].pk
    assert manager.post(f"/ruang-kerja/survei/unit/{service}/").status_code == 302
    return units_of([service])[service].key


def answer_unit(phone, key):
    phone.post(f"/survei/unit/{key}/")
    for number in range(1, 10):
        phone.post(f"/survei/pertanyaan/{number}/", {f"U{number}": "3"})
    phone.post("/survei/profil/", {"usia": "26-35"})
    return phone.post("/survei/periksa/")


def test_a_code_on_the_wall_is_made_printed_and_answered_once_a_day_from_a_device(town):
    key = unit_of(town)
    manager = manager_in(town)
    poster = manager.get(f"/ruang-kerja/survei/unit/{town.services[0].pk}/poster.pdf")
    assert poster.content.startswith(b"%PDF-")
    assert "Cetak poster" in manager.get("/ruang-kerja/survei/unit/").content.decode()
    assert manager.get(f"/ruang-kerja/survei/unit/{town.services[1].pk}/poster.pdf").status_code == 404
    phone = Client()
    assert "Jawaban tanpa kode dihitung" in phone.get(f"/survei/unit/{key}/").content.decode()
    assert answer_unit(phone, key)["Location"] == "/survei/terima-kasih/"
    assert counted() == {"unit": 1}
    assert "Terima kasih" in phone.get("/survei/terima-kasih/").content.decode()
    assert "Anda sudah menjawab" in phone.get(f"/survei/unit/{key}/").content.decode()
    assert phone.post(f"/survei/unit/{key}/").status_code == 409
    assert counted() == {"unit": 1}


def test_a_replaced_code_leads_nowhere(town):
    first = unit_of(town)
    phone = Client()
    phone.post(f"/survei/unit/{first}/")
    second = unit_of(town)
    assert phone.get(f"/survei/unit/{first}/").status_code == 410
    assert phone.get(f"/survei/unit/{second}/").status_code == 200
    assert phone.get("/survei/unit/abcdefghjkmn/").status_code == 404
    assert answer_unit(phone, first).status_code == 410
    assert counted() == {}


def test_a_second_press_of_the_same_button_counts_once(town):
    key, phone = unit_of(town), Client()
    answer_unit(phone, key)
    again = Client()
    again.post(f"/survei/unit/{key}/")
    for number in range(1, 10):
        again.post(f"/survei/pertanyaan/{number}/", {f"U{number}": "3"})
    again.post("/survei/profil/", {})
    in_hand = again.cookies["survei"].value
    again.post("/survei/periksa/")
    again.cookies["survei"] = in_hand
    again.cookies.pop("survei-unit")
    assert again.post("/survei/periksa/")["Location"] == "/survei/terima-kasih/"
    assert counted() == {"unit": 2}


def test_one_network_cannot_answer_for_many(town, slowed, monkeypatch):
    key = unit_of(town)
    assert [answer_unit(Client(), key).status_code for _ in range(2)] == [302, 302]
    third = Client()
    assert answer_unit(third, key).status_code == 429
    assert counted() == {"unit": 2}
    # Who was refused has lost nothing: the same answers go through as soon as there is room again.
    monkeypatch.setattr(unit_device, "_allowance", Allowance(6, at_once=2))
    assert third.post("/survei/periksa/")["Location"] == "/survei/terima-kasih/"
    assert counted() == {"unit": 3}


def test_the_address_is_not_stored_and_the_device_keeps_only_the_day(town):
    key, phone = unit_of(town), Client(REMOTE_ADDR="203.0.113.77")
    answer_unit(phone, key)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS row WHERE row::text LIKE %s', ["%203.0.113.77%"]
            )
            assert cursor.fetchone()[0] == 0, table
