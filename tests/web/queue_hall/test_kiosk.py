"""The kiosk, as forms without any script."""

import re

import pytest
from django.test import Client

from pendopo.directory.models import Agency, Service
from pendopo.directory.queries import forget
from pendopo.queue.limits import Allowance
from pendopo.queue.models import Ticket


@pytest.fixture
def kiosk(halls):
    return f"/kios/{halls.home.office.slug}/"


@pytest.fixture
def question(halls, kiosk):
    return f"{kiosk}layanan/{halls.home.services[0].pk}/"


def key_of(page):
    return re.search(r'name="kunci" value="([^"]+)"', page.content.decode())[1]


def take(browser, question, *, priority="tidak", key=None, **more):
    wish = {"kunci": key or key_of(browser.get(question)), "prioritas": priority}
    return browser.post(question, wish, **more)


def test_a_visitor_gets_a_number_and_the_way_to_follow_it(halls, kiosk, question):
    visitor = Client()
    answer = take(visitor, question)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{kiosk}nomor/")
    page = visitor.get(f"{kiosk}nomor/").content.decode()
    assert "A-001" in page
    assert "app-qr" in page
    assert "Giliran Anda berikutnya" in page


def test_priority_is_asked_and_kept(halls, kiosk, question):
    take(Client(), question, priority="ya")
    assert Ticket.objects.get().priority is True


def test_the_same_form_twice_gives_one_number(halls, question):
    visitor = Client()
    key = key_of(visitor.get(question))
    take(visitor, question, key=key)
    take(visitor, question, key=key)
    assert Ticket.objects.count() == 1


def test_the_next_visitor_gets_a_number_of_the_same_service(halls, question):
    visitor = Client()
    take(visitor, question)
    take(visitor, question)
    assert Ticket.objects.count() == 2, "no device cookie holds the kiosk back"


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"kunci": "k"},
        {"kunci": "", "prioritas": "ya"},
        {"kunci": "k" * 65, "prioritas": "ya"},
        {"kunci": "k", "prioritas": "x" * 40_000},
    ],
)
def test_a_form_that_is_not_ours_takes_nothing(question, wish):
    answer = Client().post(question, wish)
    assert answer.status_code == 422
    assert "Kembali ke awal" in answer.content.decode()
    assert not Ticket.objects.exists()


def test_nothing_of_the_last_visitor_is_left(halls, kiosk, question):
    visitor = Client()
    visitor.cookies["bahasa"] = "en"
    take(visitor, question)
    visitor.get(f"{kiosk}mulai/")
    assert visitor.cookies["kios_nomor"].value == ""
    assert visitor.cookies["bahasa"].value == ""
    back = visitor.get(f"{kiosk}nomor/")
    assert (back.status_code, back.headers["Location"]) == (302, kiosk)


def test_the_first_page_takes_the_ticket_off_the_device_too(halls, kiosk, question):
    visitor = Client()
    take(visitor, question)
    visitor.get(kiosk)
    assert visitor.get(f"{kiosk}nomor/").status_code == 302


def test_no_address_of_a_kiosk_names_a_ticket(halls, kiosk, question):
    visitor = Client()
    answer = take(visitor, question, follow=True)
    assert str(Ticket.objects.get().pk) not in str(answer.redirect_chain)
    assert answer.headers["Cache-Control"].count("no-store") == 1


def test_a_forged_ticket_cookie_shows_nothing(halls, kiosk):
    visitor = Client()
    visitor.cookies["kios_nomor"] = "0" * 32
    assert visitor.get(f"{kiosk}nomor/").status_code == 302


def test_a_service_without_numbers_says_why_and_cannot_be_tapped(halls, kiosk, question):
    Service.objects.filter(pk=halls.home.services[0].pk).update(daily_quota=1)
    forget()
    visitor = Client()
    take(visitor, question)
    page = visitor.get(f"{kiosk}instansi/{halls.home.services[0].agency_id}/").content.decode()
    assert "Nomor hari ini sudah habis" in page
    assert question not in page
    answer = take(visitor, question)
    assert answer.status_code == 409
    assert "sudah habis" in answer.content.decode()


def test_six_tiles_to_a_page(halls, kiosk):
    office = halls.home.office
    for index in range(7):
        agency = Agency.objects.create(
            government_id=office.government_id, slug=f"i{index}", name=f"Instansi {index}"
        )
        Service.objects.create(
            office=office, agency=agency, letter="ABCDEFGHJ"[index] * 2, slug=f"s{index}", name=f"Satu {index}",
            summary="Satu.", promise_minutes=30,
        )  # fmt: skip
    forget()
    first, second = Client().get(kiosk).content.decode(), Client().get(f"{kiosk}?hal=2").content.decode()
    assert "Halaman 1 dari 2" in first
    assert first.count('class="app-tile"') == 6
    assert second.count('class="app-tile"') == 2
    for page in ("0", "99", "x", "-1"):
        assert "Halaman 1 dari 2" in Client().get(f"{kiosk}?hal={page}").content.decode()


@pytest.mark.parametrize("place", ["tidak-ada/", "mpp-uji/layanan/999999/", "mpp-uji/instansi/999999/"])
def test_unknown_places_are_not_found(halls, place):
    assert Client().get(f"/kios/{place}").status_code == 404


def test_a_service_of_another_office_is_not_found(halls, kiosk):
    assert Client().get(f"{kiosk}layanan/{halls.away.services[0].pk}/").status_code == 404


def test_staff_make_a_kiosk_and_are_signed_out_there(browser_of, kiosk, halls):
    device = browser_of("petugas")
    assert f"{kiosk}pasang/" in device.get(kiosk).content.decode()
    assert device.post(f"{kiosk}pasang/", {"jadi": "kios"}).status_code == 303
    assert device.get("/ruang-kerja/").status_code == 302, "nobody's rights stay on the kiosk"
    assert device.cookies["kios"].value
    assert device.cookies["kios"]["max-age"] == 365 * 24 * 3600


def test_others_cannot_make_a_kiosk(browser_of, kiosk, halls):
    assert browser_of("tetangga").post(f"{kiosk}pasang/").status_code == 403
    assert Client().post(f"{kiosk}pasang/").headers["Location"].startswith("/masuk/")
    assert f"{kiosk}pasang/" not in Client().get(kiosk).content.decode()


@pytest.fixture
def strict_limit(settings, monkeypatch):
    """One number a minute for each address, as far as this test is concerned."""
    monkeypatch.setitem(settings.ENV, "PENDOPO_ALWAYS_OPEN", False)
    monkeypatch.setattr("pendopo.queue.limits._allowance", Allowance(1))


def test_the_limit_per_address_does_not_stop_a_kiosk(browser_of, halls, question, kiosk, strict_limit):
    device = browser_of("petugas")
    device.post(f"{kiosk}pasang/", {"jadi": "kios"})
    codes = [take(device, question).status_code for _ in range(3)]
    assert 429 not in codes


def test_the_limit_per_address_stops_other_devices(halls, question, kiosk, strict_limit):
    visitor = Client()
    codes = [take(visitor, question).status_code for _ in range(3)]
    assert codes[1:] == [429, 429]


def test_the_forms_need_their_token(question):
    visitor = Client(enforce_csrf_checks=True)
    assert visitor.post(question, {"kunci": "k", "prioritas": "ya"}).status_code == 403
    assert not Ticket.objects.exists()
