"""Tasks, boards, setting up, approving, carrying and published results."""

import pytest

from pendopo.assessment import actions, queries
from pendopo.assessment.domain.rounds import RoundName
from tests.assessment_year import JULY, JUNE, SEPTEMBER, build_year
from tests.web.taps import text_of

SELF, FINAL = RoundName.SELF, RoundName.FINAL


def test_tasks_say_what_is_missing(year, browser_of):
    year.save("1", level=2, fact="Cukup panjang untuk sebuah fakta")
    page = text_of(browser_of("kominfo").get(f"/penilaian/{year.slug}/"))
    assert "24 indikator menunggu Anda" in page
    assert "Kurang: analisis, justifikasi dan data dukung" in page


def test_the_coordinator_has_no_tasks_but_all_ways(year, browser_of):
    page = text_of(browser_of("sekda").get(f"/penilaian/{year.slug}/"))
    assert "tidak mengisi indikator" in page
    for way in (
        "Papan penilaian",
        "Atur orang dan tugas",
        "Bagi indikator kepada instansi",
        "Atur jadwal babak",
    ):
        assert way in page


def test_the_board_counts_agencies_by_state(year, browser_of):
    year.give("1", 3, who="kominfo")
    year.save("3", fact="Draf")
    page = text_of(browser_of("sekda").get(f"/penilaian/{year.slug}/papan/"))
    assert "1 dari 47 indikator diserahkan" in page
    assert "Dinas Kominfo 22 1 0 1 24" in page.replace("  ", " ")
    assert browser_of("kominfo").get(f"/penilaian/{year.slug}/papan/").status_code == 403


def test_an_agency_sees_what_its_indicators_cost(year, browser_of):
    year.give_all(1)
    page = browser_of("kominfo").get(f"/penilaian/{year.slug}/instansi/kominfo/")
    odd = [item for item in year.framework.items if item.indicator.number % 2]
    lost = 4 * sum(item.weight for item in odd) / 100
    assert f"{float(lost):.2f}".replace(".", ",") in text_of(page)
    assert browser_of("kominfo").get(f"/penilaian/{year.slug}/instansi/bappeda/").status_code == 403
    assert browser_of("kominfo").get(f"/penilaian/{year.slug}/instansi/entah/").status_code == 404


@pytest.mark.parametrize("page", ["papan", "orang", "pembagian", "jadwal", "pengesahan"])
def test_pages_of_the_whole_assessment_are_not_for_respondents(year, browser_of, page):
    assert browser_of("sekda").get(f"/penilaian/{year.slug}/{page}/").status_code == 200
    assert browser_of("kominfo").get(f"/penilaian/{year.slug}/{page}/").status_code == 403
    assert browser_of("tamu").get(f"/penilaian/{year.slug}/{page}/").status_code == 403


def test_a_coordinator_opens_a_year_and_a_wrong_calendar_comes_back_filled_in(year, browser_of):
    browser = browser_of("sekda")
    typed = {
        "pemerintah": str(year.government.pk),
        "kerangka": "permenpanrb-59-2020",
        "tahun": "2027",
        "jenis": "evaluasi",
        "sebelumnya": year.slug,
        "mandiri-buka": "2027-05-01",
        "mandiri-tutup": "2027-06-30",
        "final-buka": "2027-04-01",
        "final-tutup": "2027-04-02",
    }
    refused = browser.post("/penilaian/baru/", typed)
    assert refused.status_code == 422
    assert "tidak boleh dibuka atau ditutup sebelum penilaian mandiri" in text_of(refused)
    assert 'value="2027-06-30"' in refused.content.decode()
    opened = browser.post(
        "/penilaian/baru/", typed | {"final-buka": "2027-09-01", "final-tutup": "2027-09-30"}
    )
    assert opened.status_code == 302
    assert "kabupaten-uji-2027" in opened["Location"]
    again = browser.post(
        "/penilaian/baru/", typed | {"final-buka": "2027-09-01", "final-tutup": "2027-09-30"}
    )
    assert (again.status_code, "sudah ada" in text_of(again)) == (409, True)
    assert browser_of("kominfo").get("/penilaian/baru/").status_code == 403


def test_duties_are_given_and_taken_on_one_page(year, browser_of):
    browser, place = browser_of("sekda"), f"/penilaian/{year.slug}/orang/"
    typed = {"orang": str(year.people["tamu"].account_id), "tugas": "asesor-internal", "fungsi": "hukum"}
    assert "(hukum)" in text_of(browser.post(place, typed, follow=True))
    clash = browser.post(place, typed | {"tugas": "responden", "instansi": str(year.agencies["kominfo"])})
    assert clash.status_code == 409
    assert "sudah bertugas sebagai asesor internal" in text_of(clash)
    (member,) = [one for one in queries.members(year.id) if one.function == "hukum"]
    browser.post(place, {"aksi": "hapus", "tugas": str(member.id)})
    assert all(one.function != "hukum" for one in queries.members(year.id))


def test_an_agency_gets_its_indicators_on_one_page(year, browser_of):
    place, browser = f"/penilaian/{year.slug}/pembagian/", browser_of("sekda")
    kominfo, bappeda = year.agencies["kominfo"], year.agencies["bappeda"]
    form = browser.get(f"{place}?instansi={kominfo}").content.decode()
    assert form.count("<select") == 47
    typed = {"instansi": str(kominfo), "bagian-2": "utama", "bagian-4": "pendukung", "bagian-3": ""}
    page = browser.post(place, typed, follow=True)
    assert "1 indikator belum punya instansi utama" in text_of(page)
    here = queries.standing(year.slug, year.people["sekda"])
    assert here.shares_of("2").lead == kominfo
    assert (here.shares_of("4").lead, here.shares_of("4").support) == (bappeda, {kominfo})
    assert here.shares_of("3").lead is None
    for wrong in ({"instansi": "999999"}, {"bagian-99": "utama"}, {"bagian-2": "raja"}):
        assert browser.post(place, typed | wrong).status_code == 404
    assert browser_of("kominfo").post(place, typed).status_code == 403


def test_approving_and_publishing_on_the_page(year, browser_of, at):
    place = f"/penilaian/{year.slug}/pengesahan/"
    waiting = browser_of("penanggung").post(place, {"aksi": "sahkan", "babak": "mandiri"})
    assert waiting.status_code == 409
    assert "47 indikator belum diserahkan" in text_of(waiting)
    year.give_all(2)
    done = browser_of("penanggung").post(place, {"aksi": "sahkan", "babak": "mandiri"}, follow=True)
    assert "Disahkan" in text_of(done)
    at(SEPTEMBER)
    browser_of("sekda").post(place, {"aksi": "sahkan", "babak": "final", "catatan": "Selesai."})
    assert browser_of("auditor").get(f"/kematangan/{year.slug}/").status_code == 404
    browser_of("sekda").post(place, {"aksi": "terbitkan"})
    result = browser_of("tamu").get(f"/kematangan/{year.slug}/")
    assert "2,00 Cukup" in text_of(result)
    assert "sebentar lagi berdiri di catatan publik" in text_of(result)
    assert year.slug in browser_of("tamu").get("/kematangan/").content.decode()


def test_an_assessor_confirms_all_that_is_left(year, browser_of, at):
    year.give_all(2)
    actions.approve_round(actor=year.people["penanggung"], now=JUNE, slug=year.slug, round=SELF)
    at(JULY)
    browser, place = browser_of("asesor"), f"/penilaian/{year.slug}/"
    assert browser.post(place, {"babak": "dokumen", "penjelasan-dokumen": ""}).status_code == 422
    typed = {"babak": "dokumen", "penjelasan-dokumen": "Sesuai dokumen yang diperiksa."}
    assert "Tidak ada yang menunggu Anda" in text_of(browser.post(place, typed, follow=True))


def test_suggestions_are_carried_and_decided(year, browser_of):
    year.give_all(2)
    later = build_year(year=2027, previous=year.slug)
    place = f"/penilaian/{later.slug}/usulan/"
    assert "Belum ada jawaban yang dibawa" in text_of(browser_of("kominfo").get(place))
    browser_of("sekda").post(place, {"aksi": "bawa"})
    assert "24 usulan belum diputuskan" in text_of(browser_of("kominfo").get(place))
    browser_of("kominfo").post(place, {"aksi": "pakai", "indikator": "1"})
    page = text_of(browser_of("kominfo").get(place))
    assert "23 usulan belum diputuskan" in page
    assert "Dipakai" in page
    assert queries.present(later.id, SELF, "1").level == 2


def test_news_are_marked_as_read(year, browser_of):
    actions.remind(now=JUNE.replace(day=23))
    browser = browser_of("bappeda")
    assert "23 indikator Anda belum diserahkan, dan babak ditutup 7 hari lagi" in text_of(
        browser.get("/penilaian/")
    )
    assert "baru" not in text_of(browser.post("/penilaian/", follow=True)).split("Kabar untuk Anda")[1]


def test_examples_say_so_on_every_page(year, browser_of):
    from pendopo.assessment.models import Assessment

    row = Assessment.objects.values().get(slug=year.slug)
    Assessment.objects.create(**row | {"id": None, "slug": "contoh", "example": True, "year": 2025})
    later = queries.id_of("contoh")
    from pendopo.assessment.models import Member, Stage

    for model in (Member, Stage):
        rows = model.objects.filter(assessment=year.id).values()
        model.objects.bulk_create(model(**one | {"id": None, "assessment_id": later}) for one in rows)
    for place in ("/penilaian/contoh/", "/penilaian/contoh/indikator/1/", "/penilaian/contoh/papan/"):
        assert "dikarang untuk peragaan" in text_of(browser_of("sekda").get(place))
