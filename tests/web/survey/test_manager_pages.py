"""Bagian Organisasi drafts, opens and closes surveys; people are asked what it asks."""

import pytest
from django.test import Client

from pendopo.kernel import clock
from pendopo.kernel.days import Month
from pendopo.survey.domain.periods import Period
from pendopo.survey.queries import surveys_of
from tests.web.survey.staff import manager_in, typist_in

FOUR = "Tidak nyaman\nKurang nyaman\nNyaman\nSangat nyaman"


@pytest.fixture
def manager(settings, town) -> Client:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return manager_in(town)


def form(town, **changed):
    period = Period.around(Month.of(clock.now().date()), 12)
    return {
        "judul": "SKM tahun ini",
        "lingkup": f"pemda-{town.office.government_id}",
        "periode": str(period),
        "jenis-1": "unsur",
        "teks-1": "Seberapa nyaman ruang tunggu?",
        "pilihan-1": FOUR,
    } | changed


def only_survey(town):
    (row,) = surveys_of(town.office.government_id)
    return row.survey


def test_a_survey_is_drafted_changed_opened_and_closed(manager, town):
    assert (
        "Setiap layanan selalu memiliki survei tetap" in manager.get("/ruang-kerja/survei/").content.decode()
    )
    answer = manager.post("/ruang-kerja/survei/baru/", form(town))
    page = f"/ruang-kerja/survei/{only_survey(town).id}/"
    assert answer["Location"] == page
    assert "Seberapa nyaman ruang tunggu?" in manager.get(page + "ubah/").content.decode()
    manager.post(page + "ubah/", form(town, judul="SKM satu tahun"))
    assert "SKM satu tahun" in manager.get(page).content.decode()
    manager.post(page + "buka/")
    assert "Tutup survei" in manager.get(page).content.decode()
    assert manager.get(page + "ubah/").status_code == 302
    manager.post(page + "tutup/")
    assert "Ditutup" in manager.get("/ruang-kerja/survei/").content.decode()


def test_a_wrong_form_says_what_to_do_and_loses_nothing(manager, town):
    answer = manager.post("/ruang-kerja/survei/baru/", form(town, **{"pilihan-1": "Satu\nDua"}))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Unsur tambahan ke-1 memerlukan tepat empat pilihan" in text
    assert "SKM tahun ini" in text
    assert "Satu\nDua" in text
    for wrong, words in (
        ({"judul": ""}, "Tulis judul survei"),
        ({"lingkup": ""}, "Pilih apa yang disurvei"),
        ({"periode": "2026-99"}, "Tulis periode sebagai"),
    ):
        answer = manager.post("/ruang-kerja/survei/baru/", form(town, **wrong))
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert surveys_of(town.office.government_id) == ()


def test_another_question_can_be_added_without_saving(manager, town):
    answer = manager.post("/ruang-kerja/survei/baru/", form(town, tambah="1"))
    assert "Pertanyaan tambahan 2" in answer.content.decode()
    assert surveys_of(town.office.government_id) == ()


def test_an_overlapping_survey_is_named(manager, town):
    manager.post("/ruang-kerja/survei/baru/", form(town))
    manager.post("/ruang-kerja/survei/baru/", form(town, judul="Kembar"))
    first, second = sorted(row.survey.id for row in surveys_of(town.office.government_id))
    manager.post(f"/ruang-kerja/survei/{first}/buka/")
    assert "Belum dapat dibuka" in manager.get(f"/ruang-kerja/survei/{second}/").content.decode()
    answer = manager.post(f"/ruang-kerja/survei/{second}/buka/")
    assert answer.status_code == 409
    assert "“SKM tahun ini” (Tahun" in answer.content.decode()
    manager.post(f"/ruang-kerja/survei/{second}/hapus/")
    assert only_survey(town).id == first


def test_people_without_the_right_see_none_of_it(settings, town):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    stranger = typist_in(town)
    for page in ("/ruang-kerja/survei/", "/ruang-kerja/survei/baru/", "/ruang-kerja/survei/impor/",
                 "/ruang-kerja/survei/unit/"):  # fmt: skip
        assert stranger.get(page).status_code == 403
        assert Client().get(page).status_code == 302


def test_a_respondent_is_asked_the_own_questions_and_they_are_counted(manager, town, new_code, browser):
    manager.post("/ruang-kerja/survei/baru/", form(town))
    page = f"/ruang-kerja/survei/{only_survey(town).id}/"
    manager.post(page + "buka/")
    browser.post("/survei/", {"code": new_code()})
    for number in range(1, 10):
        answer = browser.post(f"/survei/pertanyaan/{number}/", {f"U{number}": "3"})
    assert answer["Location"] == "/survei/tambahan/"
    assert "Seberapa nyaman ruang tunggu?" in browser.get("/survei/tambahan/").content.decode()
    assert browser.post("/survei/tambahan/", {"U10": "4"})["Location"] == "/survei/profil/"
    browser.post("/survei/profil/", {})
    assert "Sangat nyaman" in browser.get("/survei/periksa/").content.decode()
    assert browser.post("/survei/periksa/")["Location"] == "/survei/bukti/"
    shown = manager.get(page).content.decode()
    assert "1 orang menjawab." in shown
    # Nine times 3 and once 4: 31 / 10 x 25.
    assert "77,50" in shown
    assert "Bobot tiap unsur 1/10" in shown
