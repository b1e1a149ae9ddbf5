"""Finding a service."""

from datetime import timedelta

import pytest

from pendopo.directory.models import Service
from pendopo.directory.queries import forget
from tests.town import MONDAY_NINE, build_town
from tests.web.taps import fill, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(town):
    """The address of the office, whose first service is known by other names too."""
    Service.objects.filter(pk=town.services[0].pk).update(
        name="KTP-el", search_words=["e-ktp", "kartu penduduk"]
    )
    forget()
    return f"/layanan/{town.office.slug}/"


def test_the_front_page_opens_the_default_office(phone, office):
    page = phone.get("/")
    assert page.status_code == 200
    assert "MPP Uji" in text_of(page)


@pytest.mark.parametrize("words", ["ktp", "E-KTP", "kartu penduduk", "ktpp", "saya mau bikin ktp baru"])
def test_a_service_is_found_by_the_words_of_people(phone, office, words):
    page = text_of(phone.get(office, {"q": words}))
    assert "1 layanan untuk" in page
    assert "KTP-el" in page
    assert "Layanan 2" not in page


def test_nothing_found_says_what_to_do(phone, office):
    page = text_of(phone.get(office, {"q": "zzzz"}))
    assert "Belum ditemukan" in page
    assert "Lihat semua layanan" in page


@pytest.mark.parametrize("words", ["x" * 7_000, "<script>alert(1)</script>", "a\x00b", "%", "'; --", "😀"])
def test_strange_words_are_answered_calmly(phone, office, words):
    answer = phone.get(office, {"q": words})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_each_service_tells_its_queue(phone, office, town):
    fill(town, 2)
    page = text_of(phone.get(office))
    assert "2 orang menunggu, sisa 1 nomor" in page
    assert "Tanpa antrean, sisa 3 nomor" in page
    fill(town, 1)
    assert "Nomor hari ini sudah habis" in text_of(phone.get(office))


def test_the_hours_are_told_in_words(phone, office, at):
    assert "Buka sampai pukul 14.00 WIB" in text_of(phone.get(office))
    assert "Hari ini 08.00–14.00 WIB" in text_of(phone.get(office))
    at(MONDAY_NINE - timedelta(hours=2))
    assert "Belum buka, mulai pukul 08.00 WIB" in text_of(phone.get(office))
    at(MONDAY_NINE + timedelta(hours=6))
    assert "Tutup, buka lagi besok pukul 08.00 WIB" in text_of(phone.get(office))
    at(MONDAY_NINE - timedelta(days=1))
    assert "Tutup, buka lagi besok pukul 08.00 WIB" in text_of(phone.get(office))
    at(MONDAY_NINE - timedelta(days=2))
    assert "buka lagi Senin, 23 November 2026 pukul 08.00 WIB" in text_of(phone.get(office))


def test_only_what_is_open_can_be_listed(phone, office, at):
    assert "KTP-el" in text_of(phone.get(office, {"buka": "1"}))
    at(MONDAY_NINE + timedelta(hours=6))
    assert "Saat ini tidak ada layanan yang buka" in text_of(phone.get(office, {"buka": "1"}))


def test_other_offices_are_linked(phone, office):
    build_town(slug="mpp-lain")
    assert 'href="/layanan/mpp-lain/"' in phone.get(office).content.decode()


def test_an_unknown_office_is_not_found(phone, office):
    assert phone.get("/layanan/tidak-ada/").status_code == 404


def test_lists_take_no_forms(phone, office):
    assert phone.post(office).status_code == 405
