"""The survey's pages as a browser without scripts sees them."""

import gzip
import re
from datetime import timedelta

import pytest

from pendopo.kernel import clock
from pendopo.survey.actions import record_answer
from pendopo.survey.domain.codes import format_code
from pendopo.survey.queries import published

NINE = [f"U{number}" for number in range(1, 10)]


def title(response):
    return re.search(r"<title>(.*?)</title>", response.content.decode(), re.S).group(1)


def give_code(browser, code):
    return browser.post("/survei/", {"code": code})


def answer_all(browser, score="4"):
    return browser.post("/survei/semua/", dict.fromkeys(NINE, score))


def figures(town):
    return published(town.office.slug, minimum=1, now=clock.now()).whole


def test_one_question_per_page_leads_to_the_receipt(browser, town, new_code):
    code = new_code()
    assert give_code(browser, code.lower().replace("-", " ")).url == "/survei/pertanyaan/1/"
    for number, element in enumerate(NINE, 1):
        page = browser.get(f"/survei/pertanyaan/{number}/")
        assert f"Pertanyaan {number} dari 9" in page.content.decode()
        assert "checked" not in page.content.decode()
        step = browser.post(f"/survei/pertanyaan/{number}/", {element: "0" if element == "U8" else "3"})
        assert step.status_code == 302
    assert step.url == "/survei/profil/"
    assert browser.post("/survei/profil/", {"usia": "17-25"}).url == "/survei/periksa/"
    assert "Tidak menjawab" in browser.get("/survei/periksa/").content.decode()
    sent = browser.post("/survei/periksa/", {"nonce": "ab" * 16})
    assert sent.url == "/survei/bukti/"
    receipt = browser.get("/survei/bukti/").content.decode()
    assert "sudah diterima" in receipt
    assert "ab" * 16 in receipt
    assert figures(town).answers == 1
    assert figures(town).index.elements[7].answered == 0


def test_all_questions_on_one_page_lead_there_too(browser, town, new_code):
    give_code(browser, new_code())
    assert answer_all(browser).url == "/survei/profil/"
    browser.post("/survei/profil/")
    assert browser.post("/survei/periksa/").url == "/survei/bukti/"
    assert figures(town).index.ikm == "100.00"


def test_the_receipt_never_shows_scores_or_the_code(browser, town, new_code):
    code = new_code()
    give_code(browser, code)
    answer_all(browser, "1")
    browser.post("/survei/profil/")
    browser.post("/survei/periksa/")
    page = browser.get("/survei/bukti/").content.decode()
    assert code not in page
    assert '"q"' not in page
    assert "Tidak sesuai" not in page


@pytest.mark.parametrize("typed", ["", "ABC", "x" * 40_000, "0000-0000-0000-0000-0000-0000-001"])
def test_a_mistyped_code_is_explained_and_kept(browser, town, typed):
    page = give_code(browser, typed)
    assert page.status_code == 422
    assert title(page).startswith("Kesalahan:")
    text = page.content.decode()
    assert 'href="#code"' in text
    assert typed[:60] in text
    assert len(text) < 12_000


def test_an_unknown_a_used_and_an_old_code_each_have_their_page(browser, town, new_code):
    unknown = give_code(browser, format_code(bytes(16)))
    assert (unknown.status_code, title(unknown).split(" - ")[0]) == (404, "Kode survei tidak dikenal")
    code = new_code()
    record_answer(code=code, answers=dict.fromkeys(NINE, 4), nonce=None, profile=None, now=clock.now())
    used = give_code(browser, code)
    assert (used.status_code, title(used).split(" - ")[0]) == (409, "Kode survei sudah dipakai")
    old = give_code(browser, new_code((clock.now() - timedelta(days=9)).date()))
    assert (old.status_code, title(old).split(" - ")[0]) == (410, "Kode survei sudah tidak berlaku")


@pytest.mark.parametrize("sent", [{}, {"U1": ""}, {"U1": "5"}, {"U1": "x"}, {"U2": "4"}])
def test_a_question_without_a_usable_answer_says_so(browser, town, new_code, sent):
    give_code(browser, new_code())
    page = browser.post("/survei/pertanyaan/1/", sent)
    assert page.status_code == 422
    assert title(page).startswith("Kesalahan:")
    assert page.content.decode().count("Pilih satu jawaban tentang persyaratan") == 2


def test_missing_answers_on_the_long_page_are_listed_and_the_others_kept(browser, town, new_code):
    give_code(browser, new_code())
    page = browser.post("/survei/semua/", {code: "4" for code in NINE if code not in ("U2", "U9")})
    text = page.content.decode()
    assert page.status_code == 422
    assert ('href="#U2"' in text, 'href="#U9"' in text, 'href="#U1"' in text) == (True, True, False)
    assert text.count(" checked") == 7
    assert browser.get("/survei/pertanyaan/3/").content.decode().count(" checked") == 1


def test_an_answer_can_be_changed_from_the_check_page(browser, town, new_code):
    give_code(browser, new_code())
    answer_all(browser)
    browser.post("/survei/profil/")
    assert browser.post("/survei/pertanyaan/2/", {"U2": "1"}).url == "/survei/periksa/"
    assert "Tidak mudah" in browser.get("/survei/periksa/").content.decode()


def test_sending_without_all_answers_leads_to_the_first_missing_question(browser, town, new_code):
    give_code(browser, new_code())
    browser.post("/survei/pertanyaan/1/", {"U1": "4"})
    assert browser.post("/survei/periksa/").url == "/survei/pertanyaan/2/"
    assert figures(town).answers == 0


def test_a_double_tap_is_one_answer_and_one_receipt(browser, town, new_code):
    give_code(browser, new_code())
    answer_all(browser)
    browser.post("/survei/profil/")
    before = browser.cookies["survei"].value
    browser.post("/survei/periksa/")
    first = browser.get("/survei/bukti/").content.decode()
    browser.cookies["survei"] = before
    assert browser.post("/survei/periksa/").url == "/survei/bukti/"
    short = re.compile(r"<b>([0-9a-f ]{19})</b>")
    assert short.search(browser.get("/survei/bukti/").content.decode()).group(1) == short.search(first).group(
        1
    )
    assert figures(town).answers == 1


def test_a_code_used_meanwhile_on_another_phone_is_told_when_sending(browser, town, new_code):
    code = new_code()
    give_code(browser, code)
    answer_all(browser)
    browser.post("/survei/profil/")
    record_answer(code=code, answers=dict.fromkeys(NINE, 1), nonce=None, profile=None, now=clock.now())
    assert browser.post("/survei/periksa/").status_code == 409
    assert figures(town).answers == 1


def test_a_malformed_random_value_is_an_error_on_the_page(browser, town, new_code):
    give_code(browser, new_code())
    answer_all(browser)
    browser.post("/survei/profil/")
    page = browser.post("/survei/periksa/", {"nonce": "x"})
    assert page.status_code == 422
    assert figures(town).answers == 0


@pytest.mark.parametrize("path", ["pertanyaan/1/", "semua/", "profil/", "periksa/"])
def test_without_a_code_every_step_leads_to_the_beginning(browser, town, path):
    assert browser.get(f"/survei/{path}").url == "/survei/"
    assert browser.post(f"/survei/{path}").url == "/survei/"


def test_a_forged_or_broken_cookie_is_no_survey_under_way(browser, town):
    for value in ("", "x", "eyJjb2RlIjoiWCJ9:1tX:abc"):
        browser.cookies["survei"] = value
        assert browser.get("/survei/pertanyaan/1/").url == "/survei/"


def test_progress_is_kept_from_scripts_and_from_the_rest_of_the_site(browser, town, new_code):
    cookie = give_code(browser, new_code()).cookies["survei"]
    assert cookie["httponly"]
    assert (cookie["path"], cookie["samesite"], cookie["max-age"]) == ("/survei/", "Lax", 7200)


def test_the_receipt_can_be_removed_from_a_shared_phone(browser, town, new_code):
    give_code(browser, new_code())
    answer_all(browser)
    browser.post("/survei/profil/")
    browser.post("/survei/periksa/")
    assert browser.get("/survei/bukti/").status_code == 200
    assert browser.post("/survei/hapus/").url == "/survei/"
    assert browser.get("/survei/bukti/").status_code == 404


@pytest.mark.parametrize("path", ["", "pertanyaan/1/", "semua/", "profil/", "periksa/", "bukti/"])
def test_every_page_has_one_heading_and_stays_light(browser, town, new_code, path):
    give_code(browser, new_code())
    answer_all(browser)
    if path == "bukti/":
        browser.post("/survei/profil/")
        browser.post("/survei/periksa/")
    page = browser.get(f"/survei/{path}")
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count("<h1") == 1
    assert not re.search(r"\banda\b", text)
    assert len(gzip.compress(page.content)) < 10_000
    assert "code=" not in text


def test_wrong_methods_are_refused(browser, town):
    assert browser.put("/survei/").status_code == 405
    assert browser.post("/survei/bukti/").status_code == 405
    assert browser.get("/survei/hapus/").status_code == 405
