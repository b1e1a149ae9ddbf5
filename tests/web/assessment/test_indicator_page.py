"""The page of one indicator: writing, conflicts, refusals, and that typed words always come back."""

import pytest

from pendopo.assessment import actions, queries
from pendopo.assessment.domain.answers import State
from pendopo.assessment.domain.rounds import RoundName
from tests.assessment_year import JULY, JUNE, prove, words
from tests.web.taps import text_of

SELF = RoundName.SELF
TYPED = {
    "babak": "mandiri",
    "version": "0",
    "zona": "Asia/Jakarta",
    "level": "2",
    "fact": "Peraturan Bupati Nomor 5 Tahun 2026.",
    "analysis": "Pasal 2 memenuhi kriteria itu.",
    "justification": "Tingkat 3 belum terpenuhi.",
}


def address(year, code="1", rest=""):
    return f"/penilaian/{year.slug}/indikator/{code}/{rest}"


def present(year, code="1"):
    return queries.present(year.id, SELF, code)


def test_the_page_shows_every_level_with_its_criteria_and_nothing_is_chosen_beforehand(year, browser_of):
    answer = browser_of("kominfo").get(address(year))
    page = text_of(answer)
    for level in year.framework.item_by_code["1"].indicator.levels:
        assert level.criteria[0].text in page
    assert "checked" not in answer.content.decode()
    assert "Ditutup 30 Juni 2026 pukul 24.00, 20 hari lagi" in page


def test_giving_without_evidence_is_refused_kindly_and_the_words_come_back(year, browser_of):
    browser = browser_of("kominfo")
    refused = browser.post(address(year), TYPED | {"aksi": "serahkan"})
    assert refused.status_code == 422
    assert "Lengkapi dahulu: data dukung" in text_of(refused)
    assert TYPED["fact"] in text_of(refused)
    assert 'value="2" aria-describedby="level-2-hint" checked' in refused.content.decode()
    prove(year, "1")
    given = browser.post(address(year), TYPED | {"aksi": "serahkan"}, follow=True)
    assert "Jawaban diserahkan" in text_of(given)
    assert present(year).state is State.GIVEN


def test_a_conflict_shows_both_texts_and_loses_neither(year, browser_of):
    year.save("1", who="bappeda", level=3, fact="Tulisan Bappeda yang lebih dulu")
    browser = browser_of("kominfo")
    refused = browser.post(address(year), TYPED | {"aksi": "simpan"})
    page = text_of(refused)
    assert refused.status_code == 409
    assert "Dua orang mengubah jawaban ini bersamaan" in page
    assert "Tulisan Bappeda yang lebih dulu" in page
    assert TYPED["fact"] in page
    assert 'name="version" value="1"' in refused.content.decode()
    browser.post(address(year), TYPED | {"aksi": "simpan", "version": "1"})
    assert present(year).content.fact == TYPED["fact"]
    assert [one.version for one in queries.history(year.id, "1")] == [2, 1]


def test_the_script_saves_drafts_and_hears_of_conflicts(year, browser_of):
    browser = browser_of("kominfo")
    saved = browser.post(address(year, rest="simpan/"), TYPED)
    assert saved.json() == {
        "version": 1,
        "at": "09.00 WIB",
        "said": "Draf tersimpan pukul 09.00 WIB",
    }
    late = browser.post(address(year, rest="simpan/"), TYPED | {"fact": "Dari tab lain"})
    assert (late.status_code, late.json()["code"]) == (409, "edit-conflict")
    assert late.json()["theirs"]["fact"] == TYPED["fact"]
    assert late.json()["theirs"]["version"] == 1


def test_a_session_that_ended_is_told_to_the_script_and_saves_nothing(year, browser_of):
    browser = browser_of("kominfo")
    browser.logout()
    answer = browser.post(address(year, rest="simpan/"), TYPED, headers={"Sec-Fetch-Dest": "empty"})
    assert answer.status_code == 401
    assert present(year) is None


def test_after_the_deadline_the_page_says_so_and_a_late_save_names_the_midnight(year, browser_of, at):
    year.save("1", fact="Sebelum tengah malam")
    at(JULY)
    browser = browser_of("kominfo")
    page = browser.get(address(year))
    assert "Babak ini ditutup 30 Juni 2026 pukul 24.00" in text_of(page)
    assert "data-form" not in page.content.decode()
    late = browser.post(address(year, rest="simpan/"), TYPED | {"version": "1"})
    assert late.status_code == 409
    assert "30-06-2026 pukul 24.00 WIB" in late.json()["message"]
    assert present(year).content.fact == "Sebelum tengah malam"


@pytest.mark.parametrize(
    ("who", "status"), [("kominfo", 200), ("auditor", 200), ("inspektorat", 403), ("tamu", 403)]
)
def test_only_those_whom_it_concerns_open_the_page(year, browser_of, who, status):
    assert browser_of(who).get(address(year)).status_code == status


@pytest.mark.parametrize("typed", [{"level": "x"}, {"level": "9"}, {"version": "-1"}, {"fact": "a" * 5001}])
def test_bad_input_is_refused_with_the_words_kept(year, browser_of, typed):
    refused = browser_of("kominfo").post(address(year), TYPED | {"aksi": "simpan"} | typed)
    assert refused.status_code == 422
    assert TYPED["analysis"] in text_of(refused)
    assert present(year) is None


def test_a_finding_travels_from_the_assessor_to_the_agency_and_back(year, browser_of):
    year.give("1", 2, who="kominfo")
    auditor, kominfo = browser_of("auditor"), browser_of("kominfo")
    typed = {"babak": "mandiri", "aksi": "kembalikan", "temuan": "Nomor peraturan keliru."}
    assert "dikembalikan" in text_of(auditor.post(address(year), typed, follow=True))
    assert "Nomor peraturan keliru." in text_of(kominfo.get(address(year)))
    assert "dikembalikan dengan temuan" in text_of(kominfo.get("/penilaian/"))
    (finding,) = queries.findings(year.id)
    typed = {"babak": "mandiri", "aksi": "tuntas", "temuan": str(finding.id)}
    auditor.post(address(year), typed)
    assert "Nomor peraturan keliru." not in text_of(kominfo.get(address(year)))


def test_last_years_answer_stands_beside(year, browser_of):
    from tests.assessment_year import build_year

    year.give("1", 2, who="kominfo", justification="Alasan tahun lalu yang masih berguna.")
    later = build_year(year=2027, previous=year.slug)
    page = text_of(browser_of("kominfo").get(address(later)))
    assert "Jawaban tahun 2026" in page
    assert "Alasan tahun lalu yang masih berguna." in page


def test_a_draft_is_read_by_those_who_write_it_only(year, browser_of):
    year.save("1", fact="Masih dipikirkan")
    for place in (address(year) + "?babak=mandiri", address(year, rest="riwayat/")):
        assert "Masih dipikirkan" not in text_of(browser_of("auditor").get(place))
        assert "Masih dipikirkan" in text_of(browser_of("bappeda").get(place))


def test_the_history_names_every_version(year, browser_of):
    year.save("1", fact="Versi pertama")
    year.save("1", based_on=1, fact="Versi kedua")
    page = text_of(browser_of("kominfo").get(address(year, rest="riwayat/")))
    assert "Versi pertama" in page
    assert "Versi kedua" in page


def test_an_assessor_sees_the_claim_and_gives_a_level(year, browser_of):
    internal = address(year) + "?babak=internal"
    waiting = text_of(browser_of("auditor").get(internal))
    assert "Instansi belum menyerahkan jawaban" in waiting
    year.give("1", 2, who="kominfo", fact="Klaim yang dibaca asesor.")
    assert "Klaim yang dibaca asesor." in text_of(browser_of("auditor").get(internal))
    typed = {
        "babak": "internal",
        "version": "0",
        "level": "2",
        "justification": "Sudah diperiksa.",
        "aksi": "serahkan",
    }
    browser_of("auditor").post(address(year), typed)
    assert queries.present(year.id, RoundName.INTERNAL, "1").state is State.GIVEN


def test_an_autosave_takes_few_queries(year, browser_of, django_assert_max_num_queries):
    year.save("1", fact="Pertama")
    browser = browser_of("kominfo")
    with django_assert_max_num_queries(10):
        answer = browser.post(address(year, rest="simpan/"), TYPED | {"version": "1"})
    assert answer.status_code == 200


def test_drawing_the_page_takes_few_queries(year, browser_of, django_assert_max_num_queries):
    year.give("1", 2, who="kominfo")
    browser = browser_of("kominfo")
    browser.get(address(year))
    with django_assert_max_num_queries(12):
        assert browser.get(address(year)).status_code == 200


def test_actions_and_pages_agree_about_what_may_be_taken_back(year, browser_of):
    year.give("1", 1, who="kominfo")
    assert "Tarik kembali" in text_of(browser_of("kominfo").get(address(year)))
    assert "Tarik kembali" not in text_of(browser_of("bappeda").get(address(year)))
    browser_of("kominfo").post(address(year), {"babak": "mandiri", "aksi": "tarik"})
    assert present(year).state is State.DRAFT
    year.give_all_missing(1)
    actions.approve_round(actor=year.people["penanggung"], now=JUNE, slug=year.slug, round=SELF)
    assert "sudah disahkan" in text_of(browser_of("kominfo").get(address(year)))
    assert words(1).level == 1
