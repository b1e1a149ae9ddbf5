"""The published index."""

import pytest
from django.conf import settings

from pendopo.survey import actions
from tests.town import MONDAY_NINE
from tests.web.taps import text_of

pytestmark = pytest.mark.django_db
NOVEMBER = MONDAY_NINE.date()


@pytest.fixture
def index(town, monkeypatch):
    """The address of the office's index; three answers are enough."""
    monkeypatch.setitem(settings.ENV, "PENDOPO_SURVEY_MINIMUM", 3)
    return f"/kepuasan/{town.office.slug}/"


def judge(town, *scores: int, service: int = 0) -> None:
    """One person after the other gives the same score to all elements but the last, which gets 1."""
    for score in scores:
        code = actions.issue_code(service_id=town.services[service].pk, day=NOVEMBER, commitment=None)
        answers = {f"U{number}": score for number in range(1, 9)} | {"U9": 1}
        actions.record_answer(code=code, answers=answers, nonce=None, profile=None, now=MONDAY_NINE)


def test_the_index_is_shown_with_its_counts_and_its_elements(phone, town, index):
    judge(town, 4, 4, 3)
    actions.issue_code(service_id=town.services[0].pk, day=NOVEMBER, commitment=None)
    page = text_of(phone.get(index))
    # (8 x 11/3 + 1) / 9 x 25
    assert "84,26" in page
    assert "Mutu B, Baik" in page
    assert "3 jawaban dari 4 kode survei" in page
    assert "3,67" in page
    assert "(terendah)" in page


def test_too_few_answers_are_counted_but_not_shown(phone, town, index):
    judge(town, 4, 4)
    page = text_of(phone.get(index))
    assert "Belum dapat ditampilkan" in page
    assert "Angka ditampilkan mulai 3 jawaban" in page
    assert "2 jawaban dari 2 kode survei" in page
    assert "Mutu" not in page


def test_a_service_can_be_looked_at_alone(phone, town, index):
    judge(town, 4, 4, 4)
    judge(town, 2, 2, 2, service=1)
    whole, alone = text_of(phone.get(index)), text_of(phone.get(index, {"layanan": "B"}))
    assert "6 jawaban dari 6 kode" in whole
    assert "3 jawaban dari 3 kode" in alone
    assert "47,22" in alone


def test_another_month_can_be_chosen(phone, town, index):
    judge(town, 4, 4, 4)
    page = phone.get(index, {"periode": "2026-10"})
    assert "Oktober 2026" in text_of(page)
    assert " 0 jawaban." in text_of(page)
    assert '<option value="2026-10" selected>' in page.content.decode()


def test_a_month_to_come_shows_the_present_one(phone, town, index):
    assert '<option value="2026-11" selected>' in phone.get(index, {"periode": "2099-01"}).content.decode()


def test_a_month_that_is_none_is_explained(phone, town, index):
    answer = phone.get(index, {"periode": "x" * 5_000})
    assert answer.status_code == 422
    assert "Tulis periode sebagai 2026-11 (bulan)" in text_of(answer)


def test_an_unknown_office_or_service_is_not_found(phone, town, index):
    assert phone.get("/kepuasan/tidak-ada/").status_code == 404
    assert phone.get(index, {"layanan": "ZZ"}).status_code == 404


def test_the_page_about_the_site_tells_what_is_kept(phone, town):
    page = text_of(phone.get("/tentang/"))
    for words in ("kami tidak meminta nama, NIK", "gawai", "Kekurangan yang kami ketahui", "WCAG 2.2"):
        assert words in page
