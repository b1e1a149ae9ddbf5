"""English for those who chose it, Indonesian for everybody else."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.town import Town
from tests.web.taps import service_address, take, text_of

pytestmark = pytest.mark.django_db
ENGLISH, HOUSE = "en", settings.LANGUAGE_CODE


@pytest.fixture
def reader(phone: Client) -> Client:
    """A phone whose owner has chosen English by the link in the header."""
    phone.get("/bahasa/", {"pilih": ENGLISH, "next": "/"})
    return phone


def test_pages_speak_english_to_those_who_chose_it(reader: Client, town: Town) -> None:
    page = reader.get(service_address(town))
    assert page["Content-Language"] == ENGLISH
    assert '<html lang="en"' in page.content.decode()
    assert "Take a queue number" in text_of(page)
    assert "Ambil nomor antrean" not in text_of(page)


def test_what_comes_from_the_office_is_marked_as_indonesian(reader: Client, town: Town) -> None:
    assert re.search(r'<p [^>]*lang="id"', reader.get(service_address(town)).content.decode())


def test_the_language_of_the_phone_itself_changes_nothing(phone: Client, town: Town) -> None:
    page = phone.get(service_address(town), headers={"accept-language": "en-GB,en;q=0.9"})
    assert page["Content-Language"] == HOUSE
    assert "Ambil nomor antrean" in text_of(page)


def test_a_number_and_its_slip_are_in_english(reader: Client, town: Town) -> None:
    assert "You are next" in text_of(reader.get(take(reader, town)))


def test_a_refusal_is_told_in_english_with_its_facts(reader: Client, town: Town) -> None:
    page = reader.post("/survei/", {"code": "ABCD"})
    assert page.status_code == 422
    assert "A survey code has 27 characters; you entered 4." in text_of(page)


def test_choosing_indonesian_again_leads_back(reader: Client, town: Town) -> None:
    reader.get("/bahasa/", {"pilih": HOUSE, "next": "/"})
    assert "Ambil nomor antrean" in text_of(reader.get(service_address(town)))
