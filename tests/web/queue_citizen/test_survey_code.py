"""The code for the survey, as browsers without scripts get it."""

import re

import pytest

from pendopo.queue import actions
from tests.town import MONDAY_NINE
from tests.web.taps import call, take, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def served(phone, town) -> str:
    """The address of a ticket whose service is finished."""
    address = take(phone, town)
    actions.finish(call(town).id, actor=town.officer, now=MONDAY_NINE)
    return address


def test_the_code_is_shown_once_and_opens_the_survey(phone, served):
    answer = phone.post(f"{served}survei/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "Berlaku 7 hari" in text_of(answer)
    assert "tidak dapat dihubungkan dengan kunjungan Anda" in text_of(answer)
    (code,) = set(re.findall(r'name="code" value="([^"]+)"', answer.content.decode()))
    assert phone.post("/survei/", {"code": code})["Location"] == "/survei/pertanyaan/1/"


def test_the_code_cannot_be_had_twice(phone, served):
    phone.post(f"{served}survei/")
    answer = phone.post(f"{served}survei/")
    assert answer.status_code == 409
    assert "Kode survei sudah diberikan" in text_of(answer)
    assert "Kode survei sudah diberikan" in text_of(phone.get(served))


def test_there_is_no_code_before_the_service_is_finished(phone, town):
    answer = phone.post(f"{take(phone, town)}survei/")
    assert answer.status_code == 409
    assert "Survei dibuka setelah layanan Anda selesai" in text_of(answer)


def test_opening_the_address_of_the_code_is_a_wrong_method(phone, served):
    assert phone.get(f"{served}survei/").status_code == 405
