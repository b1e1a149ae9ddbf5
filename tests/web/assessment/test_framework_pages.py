"""Frameworks in public, a government's own, what-if and comparison."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pendopo.assessment import queries
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.exports.framework_workbook import framework_workbook
from pendopo.assessment.imports.framework_workbook import read_framework_workbook
from tests.unit.assessment.frameworks import FOLDER, PEMDI, SPBE_2020
from tests.web.taps import text_of

TEXT = FOLDER.text("permenpanrb-8-2026").replace("id: permenpanrb-8-2026", "id: kab-uji-2027")


@pytest.fixture
def what_if(browser_of, year):
    """Opens the what-if page as a person, with changes in the address."""

    def open_page(query="", who="sekda"):
        return browser_of(who).get(f"/penilaian/{year.slug}/andaikan/{query}")

    return open_page


def test_everybody_reads_the_frameworks(db):
    page = text_of(Client().get("/kerangka/"))
    for words in ("PermenPANRB 59/2020", "47 indikator", "PermenPANRB 8/2026", "Masih rancangan"):
        assert words in page


def test_a_framework_shows_its_weights_bands_criteria_and_sources(db):
    page = text_of(Client().get("/kerangka/permenpanrb-59-2020/"))
    for words in (
        "Nomor 59 Tahun 2020",
        "2021–2025",
        "16,5%",
        "Aspek 5. Penerapan Manajemen SPBE (12%)",
        "2,60 sampai kurang dari 3,50",
        "4,20 sampai 5,00",
        "33. Tingkat Kematangan Layanan Penganggaran (2,75%)",
        "Terpadu dan Terukur",
        "github.com/lembanoyoga/spbe",
        SPBE_2020.checksum,
    ):
        assert words in page, words


def test_what_is_not_verified_is_told(db):
    page = text_of(Client().get("/kerangka/permenpanrb-8-2026/"))
    assert "Rancangan: naskah peraturannya belum dapat dibaca" in page
    assert "jangan dianggap bunyi peraturan" in page


def test_an_indicator_that_is_answered_three_times_says_so(db):
    assert "Dijawab 3 kali, dengan bobot dibagi rata." in text_of(
        Client().get("/kerangka/permenpanrb-5-2018/")
    )


def test_the_files_of_a_framework_can_be_taken_home(db):
    book = Client().get("/kerangka/permenpanrb-8-2026/unduh/xlsx/")
    assert book["Content-Disposition"] == 'attachment; filename="permenpanrb-8-2026.xlsx"'
    assert read_framework_workbook(book.content, name="k")[0].indicators == PEMDI.indicators
    text = Client().get("/kerangka/permenpanrb-8-2026/unduh/yaml/")
    assert text.content.decode() == FOLDER.text("permenpanrb-8-2026")


@pytest.mark.parametrize("path", ["permenpanrb-60-2020/", "permenpanrb-8-2026/unduh/pdf/", "x/unduh/yaml/"])
def test_what_is_not_there_is_not_found(db, path):
    assert Client().get(f"/kerangka/{path}").status_code == 404


def test_a_coordinator_brings_a_framework_and_everybody_can_read_it(browser_of, year):
    browser = browser_of("sekda")
    assert "Periksa dan simpan" in text_of(browser.get("/kerangka/sendiri/"))
    file = SimpleUploadedFile("kerangka.yaml", TEXT.encode())
    done = browser.post("/kerangka/sendiri/", {"pemerintah": year.government.pk, "berkas": file})
    assert done["Location"] == "/kerangka/kab-uji-2027/"
    assert "Kerangka pemerintah daerah" in text_of(Client().get("/kerangka/"))
    assert Client().get("/kerangka/kab-uji-2027/").status_code == 200
    assert "versi 0.1, 20 indikator" in text_of(browser.get("/kerangka/sendiri/"))
    assert "kab-uji-2027" in browser.get("/penilaian/baru/").content.decode()


def test_all_faults_of_a_file_are_shown_with_their_cells(browser_of, year):
    raw = io.BytesIO(framework_workbook(PEMDI))
    raw.name = "kerangka.xlsx"
    browser = browser_of("sekda")
    faulty = SimpleUploadedFile(
        "k.yaml", TEXT.replace("parent: a1", "parent: a0").replace("order: 2", "order: 1").encode()
    )
    page = browser.post("/kerangka/sendiri/", {"pemerintah": year.government.pk, "berkas": faulty})
    assert page.status_code == 422
    said = text_of(page)
    for words in (
        "Kesalahan:",
        "hal yang perlu dibetulkan",
        "k.yaml:94:13: parent: kelompok “a0” tidak ada",
        "tertulis lebih dari satu kali",
    ):
        assert words in said, words
    taken = browser.post("/kerangka/sendiri/", {"pemerintah": year.government.pk, "berkas": raw})
    assert "sudah dipakai kerangka lain" in text_of(taken)
    assert queries.own_frameworks() == ()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"pemerintah": "1"}, "Pilih berkas kerangka"),
        ({"pemerintah": "x", "berkas": "k"}, "Pilih pemerintah daerah"),
        ({"pemerintah": "1", "berkas": "k" * 5_000_001}, "Berkas lebih besar dari 5 MB"),
    ],
)
def test_a_form_that_lacks_something_says_what(browser_of, fields, words):
    if "berkas" in fields:
        fields = fields | {"berkas": SimpleUploadedFile("k.yaml", fields["berkas"].encode())}
    page = browser_of("sekda").post("/kerangka/sendiri/", fields)
    assert page.status_code == 422
    assert words in text_of(page)


def test_respondents_bring_no_frameworks(browser_of):
    assert browser_of("kominfo").get("/kerangka/sendiri/").status_code == 403


def test_changed_levels_give_the_index_before_and_after(what_if, year):
    year.give_all(2)
    page = text_of(what_if("?t-12=3"))
    for words in ("Sekarang 2,00 Cukup", "Menjadi 2,03 Cukup", "+0,03 poin, 1 indikator diubah"):
        assert words in page, words
    assert "Menuju predikat Baik" in page
    assert "Masih kurang 0,60 poin" in page


def test_nothing_is_changed_by_looking(what_if, year):
    before = queries.sheet(year.slug, year.people["sekda"]).levels()
    what_if("?t-12=5")
    assert queries.sheet(year.slug, year.people["sekda"]).levels() == before


def test_the_suggested_steps_lead_to_the_next_predicate(what_if, year):
    year.give_all(2)
    page = what_if().content.decode()
    query = page.split('href="?', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    assert "Menjadi 2,60 Baik" in text_of(what_if(f"?{query}"))


@pytest.mark.parametrize(
    ("query", "status"), [("?t-48=3", 422), ("?t-12=9", 422), ("?t-12=x", 422), ("?t-12=", 200)]
)
def test_a_level_that_does_not_fit_is_refused_in_words(what_if, query, status):
    assert what_if(query).status_code == status


def test_a_respondent_sees_only_the_own_indicators_on_the_form(what_if):
    page = what_if(who="bappeda").content.decode()
    assert 'id="t-2"' in page
    assert 'id="t-3"' not in page


def test_whoever_has_no_duty_sees_neither_page(browser_of, year):
    guest = browser_of("tamu")
    assert guest.get(f"/penilaian/{year.slug}/andaikan/").status_code == 403
    assert guest.get(f"/penilaian/{year.slug}/perbandingan/").status_code == 403


def test_rounds_agencies_years_and_frameworks_stand_side_by_side(browser_of, year):
    year.give_all(2)
    year.give("12", 3, who="auditor", round=RoundName.INTERNAL, reason="Bukti tingkat 3 lengkap.")
    page = text_of(browser_of("sekda").get(f"/penilaian/{year.slug}/perbandingan/"))
    for words in (
        "Penilaian mandiri Reviu internal Perubahan",
        "Aspek 2. Perencanaan Strategis SPBE 2,00 2,25 +0,25",
        "Dinas Kominfo 24",
        "2019 PermenPANRB 5/2018 1,55 Kurang",
        "2026 PermenPANRB 59/2020 2,03 Cukup",
        "kerangka yang berbeda",
        "dari 20 butir mendapat usulan tingkat",
    ):
        assert words in page, words


def test_respondents_do_not_see_the_comparison(browser_of, year):
    assert browser_of("kominfo").get(f"/penilaian/{year.slug}/perbandingan/").status_code == 403


def test_announced_totals_are_public_and_marked_as_such(year):
    page = text_of(Client().get("/kematangan/"))
    assert "Indeks yang diumumkan" in page
    assert "2019 PermenPANRB 5/2018 1,55 Kurang" in page
    assert "surabayapagi.com/news-207767" in page


def test_the_pages_cost_few_queries(browser_of, year, django_assert_max_num_queries):
    browser = browser_of("sekda")
    for path in ("andaikan", "perbandingan"):
        browser.get(f"/penilaian/{year.slug}/{path}/")
        with django_assert_max_num_queries(14):
            browser.get(f"/penilaian/{year.slug}/{path}/")
