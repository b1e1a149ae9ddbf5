"""The page of a service."""

from datetime import date

import pytest

from pendopo.directory.models import Service, StandardComponent
from pendopo.directory.queries import forget
from tests.web.taps import service_address, take, text_of

pytestmark = pytest.mark.django_db

STANDARD = {
    1: "Fotokopi KK\nKTP-el lama",
    2: "Ambil nomor.\nDatang ke loket.",
    3: "Satu jam",
    4: "SIM A: Rp80.000",
    5: "KTP-el baru",
    6: "SP4N-LAPOR! di lapor.go.id",
    7: "Dasar hukum dalam",
}


@pytest.fixture
def service(town):
    """A service with its standard, of which the steps are an example."""
    row = town.services[0]
    for number, text in STANDARD.items():
        StandardComponent.objects.create(
            service=row, number=number, text=text, source=f"Peraturan {number}", example=number == 2
        )
    Service.objects.filter(pk=row.pk).update(source="Perpres 96/2018", last_checked=date(2026, 11, 21))
    forget()
    return service_address(town)


def test_the_six_published_components_are_told_in_plain_words(phone, service):
    page = text_of(phone.get(service))
    for words in (
        "Yang perlu dibawa Fotokopi KK KTP-el lama",
        "Langkah-langkah Ambil nomor.",
        "Lama pelayanan Satu jam",
        "Biaya SIM A: Rp80.000",
        "Yang Anda terima KTP-el baru",
        "SP4N-LAPOR! di lapor.go.id",
    ):
        assert words in page
    assert "Dasar hukum dalam" not in page


def test_source_and_date_of_the_last_check_are_shown(phone, service):
    page = text_of(phone.get(service))
    assert "Sumber: Perpres 96/2018; Peraturan 1" in page
    assert "Terakhir diperiksa 21 November 2026" in page


def test_what_is_not_confirmed_is_marked_as_an_example(phone, service):
    page = text_of(phone.get(service))
    assert "Contoh, belum dikonfirmasi instansi : Langkah-langkah" in page.replace("instansi:", "instansi :")
    assert page.count("Contoh, belum dikonfirmasi instansi") == 2


def test_every_form_has_a_key_of_its_own(phone, service):
    keys = {
        phone.get(service).content.decode().split('name="kunci" value="')[1].split('"')[0] for _ in range(2)
    }
    assert len(keys) == 2


def test_who_holds_a_number_is_led_to_it(phone, town, service):
    address = take(phone, town)
    page = phone.get(service)
    assert "Anda memegang nomor A-001" in text_of(page)
    assert address in page.content.decode()
    assert "Ambil nomor antrean" not in text_of(page)


def test_a_page_with_a_form_is_not_kept_by_caches(phone, service):
    assert "no-store" in phone.get(service)["Cache-Control"]


def test_an_unknown_service_is_not_found(phone, town):
    assert phone.get(f"/layanan/{town.office.slug}/tidak-ada/").status_code == 404
    assert phone.get("/layanan/tidak-ada/layanan-1/").status_code == 404


def test_the_page_takes_no_forms(phone, service):
    assert phone.post(service).status_code == 405
