"""Staff read figures, promise remedies and moderate comments; a respondent adds a comment; everybody sees promises."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.test import Client

from pendopo.accounts import actions as accounts
from pendopo.accounts.models import Account
from pendopo.kernel import clock
from pendopo.kernel.actor import Grant, Role
from pendopo.survey.actions import issue_code, record_answer, tell_closed
from pendopo.survey.actions.comments import add_comment
from tests.web.taps import text_of

READING, PROMISE = "/ruang-kerja/survei/hasil/", "/ruang-kerja/survei/tindak-lanjut/baru/"
MODERATION, FOLLOW_UPS = "/ruang-kerja/survei/pendapat/", "/ruang-kerja/survei/tindak-lanjut/"


def signed_in(settings, name, grant) -> Client:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    number = accounts.ensure_account(
        username=name, display_name=name, password="tujuh-gajah-menari", grants=[grant]
    )
    client = Client()
    client.force_login(Account.objects.get(pk=number))
    return client


@pytest.fixture
def manager(settings, town) -> Client:
    return signed_in(
        settings, "organisasi", Grant(Role.SURVEY_MANAGER, government_id=town.office.government_id)
    )


@pytest.fixture
def officer(settings, town) -> Client:
    return signed_in(settings, "petugas", Grant(Role.OFFICER, office_id=town.office.pk))


def today():
    return clock.now().astimezone().date()


def judge(town, *scores, service=0) -> None:
    """One person after the other gives the same score to all elements but U3, which gets one less."""
    for score in scores:
        code = issue_code(service_id=town.services[service].pk, day=today(), commitment=None)
        answers = {f"U{number}": score for number in range(1, 10)} | {"U3": score - 1}
        record_answer(code=code, answers=answers, nonce=None, profile={"usia": "26-35"}, now=clock.now())


def promised(town, **changed):
    return {
        "lingkup": f"kantor-{town.office.pk}",
        "periode": str(today().year),
        "unsur": "U3",
        "suara": "Menunggu terlalu lama.",
        "rencana": "Membuka loket kedua.",
        "instansi": str(town.services[0].agency_id),
        "pemilik": "Kepala Seksi Pelayanan",
        "tenggat": (today() + timedelta(days=30)).isoformat(),
    } | changed


def test_the_reading_page_tells_index_sample_response_and_the_weakest_element(manager, town):
    judge(town, 4, 4, 3)
    tell_closed(day=today(), closed={town.services[0].pk: 10})
    page = text_of(manager.get(READING, {"lingkup": f"kantor-{town.office.pk}"}))
    # (8 x 11/3 + 8/3) / 9 x 25
    assert "88,89" in page
    assert "Mutu A, Sangat baik" in page
    assert "10 menurut antrean; 30,0% di antaranya menjawab dengan kode (3)" in page
    assert "Belum cukup: diperlukan 10 responden" in page
    assert "U3 Waktu penyelesaian , 2,67" in page or "U3 Waktu penyelesaian, 2,67" in page
    assert "Tidak ada tanda jawaban asal-asalan" in page
    assert "Kode di ponsel" in page


def test_more_answers_than_visits_are_shown_as_a_sign_and_all_answers_still_count(manager, town):
    judge(town, 4, 4, 3)
    tell_closed(day=today(), closed={town.services[0].pk: 2})
    page = text_of(manager.get(READING, {"lingkup": f"kantor-{town.office.pk}"}))
    assert "Jawaban lebih banyak daripada kunjungan" in page
    assert "88,89" in page


@pytest.mark.parametrize("kind", ["kantor", "layanan", "instansi", "pemda"])
def test_every_sort_of_scope_can_be_read_in_every_sort_of_period(manager, town, kind):
    judge(town, 4)
    key = {
        "kantor": f"kantor-{town.office.pk}",
        "layanan": f"layanan-{town.services[0].pk}",
        "instansi": f"instansi-{town.services[0].agency_id}",
        "pemda": f"pemda-{town.office.government_id}",
    }[kind]
    year = today().year
    for period in (f"{year}-01", f"{year}-T1", f"{year}-S1", str(year)):
        answer = manager.get(READING, {"lingkup": key, "periode": period, "unsur": "U5"})
        assert answer.status_code == 200


def test_figures_of_places_that_one_may_not_read_are_refused(manager, officer, town):
    assert manager.get(READING, {"lingkup": "kantor-999999"}).status_code == 403
    for address in (READING, FOLLOW_UPS, PROMISE, MODERATION):
        assert officer.get(address).status_code == 403
        assert Client().get(address).status_code in (302, 401, 403)


def test_figures_of_other_agencies_are_read_but_lead_nowhere(manager, settings, town):
    """A supervisor reads an office with all its agencies; the agencies' own figures are not his to open."""
    judge(town, 4, 4, 3)
    link = f"?lingkup=instansi-{town.services[0].agency_id}&amp;"
    name = town.services[0].agency.name
    office = {"lingkup": f"kantor-{town.office.pk}"}
    assert link in manager.get(READING, office).content.decode()
    supervisor = signed_in(settings, "pengawas", Grant(Role.SUPERVISOR, office_id=town.office.pk))
    page = supervisor.get(READING, office).content.decode()
    assert name in page
    assert link not in page


def test_a_promise_is_made_told_of_and_read_by_everybody(manager, town):
    answer = manager.post(PROMISE, promised(town))
    assert answer.status_code == 302
    own = answer.headers["Location"]
    number = own.rstrip("/").rsplit("/", 1)[1]
    assert manager.post(own, {"keadaan": "done", "tenggat": promised(town)["tenggat"]}).status_code == 422
    done = {"keadaan": "done", "tenggat": promised(town)["tenggat"], "bukti": "https://contoh.go.id/foto"}
    assert manager.post(own, done).status_code == 302
    public = text_of(Client().get(f"/tindak-lanjut/{number}/"))
    assert "Anda menyampaikan: Menunggu terlalu lama." in public
    assert "Yang kami lakukan: Membuka loket kedua." in public
    assert "https://contoh.go.id/foto" in public
    assert "Selesai" in text_of(Client().get(f"/kepuasan/{town.office.slug}/"))
    assert "Membuka loket kedua." in text_of(manager.get(FOLLOW_UPS))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"rencana": ""}, "Tulis apa yang akan dilakukan"),
        ({"tenggat": "besok"}, "Tulis tenggat sebagai tanggal"),
        ({"tenggat": "2020-01-01"}, "Pilih tenggat mulai hari ini"),
        ({"pemilik": "Siti 0812 3456 7890"}, "Hapus nomor identitas"),
        ({"instansi": "0"}, "Pilih instansi"),
        ({"periode": "kapan"}, "Tulis periode sebagai"),
    ],
)
def test_a_promise_with_a_fault_says_what_to_do_and_loses_nothing(manager, town, changed, said):
    answer = manager.post(PROMISE, promised(town, **changed))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in text_of(answer)
    assert "Menunggu terlalu lama." in page
    assert "<title>Kesalahan:" in page


def test_a_script_in_a_promise_or_comment_is_only_text(manager, town):
    own = manager.post(PROMISE, promised(town, suara="<script>alert(1)</script>")).headers["Location"]
    number = own.rstrip("/").rsplit("/", 1)[1]
    assert b"<script>alert" not in Client().get(f"/tindak-lanjut/{number}/").content


def test_comments_are_published_masked_or_withheld_and_counted_in_public(manager, town):
    month = today().isoformat()[:7]
    texts = ("Pak Budi ramah.", "Toilet kotor.", "Iklan pinjaman")
    for place, text in enumerate(texts):
        add_comment(service_id=town.services[0].pk, period=month, text=text, right=bytes([place]) * 16)
    page = manager.get(MODERATION).content.decode()
    assert "3 pendapat menunggu" in page
    waiting = re.findall(r'name="id" value="([^"]+)".*?<textarea[^>]*>([^<]*)<', page, re.DOTALL)
    assert {shown for _, shown in waiting} == {"Pak [nama] ramah.", "Toilet kotor.", "Iklan pinjaman"}
    for number, shown in waiting:
        verdict = "advert" if shown.startswith("Iklan") else "terbit"
        answer = manager.post(MODERATION, {"id": number, "tampil": shown, "putusan": verdict})
        assert answer.status_code == 302
    public = text_of(Client().get(f"/kepuasan/{town.office.slug}/"))
    assert "Pak [nama] ramah." in public
    assert "2 terbit, 0 menunggu dibaca petugas, 1 ditahan." in public
    assert "Ditahan 1 karena iklan atau tautan yang mencurigakan." in public
    assert "pinjaman" not in public


def test_a_changed_comment_is_refused_with_the_moderators_text_kept(manager, town):
    add_comment(service_id=town.services[0].pk, period="2026-11", text="Toilet kotor.", right=b"x" * 16)
    page = manager.get(MODERATION).content.decode()
    (number,) = re.findall(r'name="id" value="([^"]+)"', page)
    answer = manager.post(MODERATION, {"id": number, "tampil": "Toilet bersih.", "putusan": "terbit"})
    assert answer.status_code == 422
    assert "Kata-kata warga tidak boleh diubah" in text_of(answer)
    assert "Toilet bersih." in answer.content.decode()
    for verdict, status in (("apa", 422), ("terbit", 302)):
        sent = {"id": number, "tampil": "Toilet kotor.", "putusan": verdict}
        assert manager.post(MODERATION, sent).status_code == status
    assert "sudah diputuskan oleh petugas lain" in text_of(
        manager.post(MODERATION, {"id": number, "tampil": "Toilet kotor.", "putusan": "terbit"})
    )


def test_a_respondent_adds_one_comment_after_the_answer(browser, town, new_code):
    browser.post("/survei/", {"code": new_code()})
    browser.post("/survei/semua/", {f"U{number}": "4" for number in range(1, 10)})
    browser.post("/survei/profil/", {})
    browser.post("/survei/periksa/", {})
    assert "Tulis pendapat" in text_of(browser.get("/survei/bukti/"))
    empty = browser.post("/survei/pendapat/", {"pendapat": "  "})
    assert empty.status_code == 422
    kept = browser.cookies["survei-pendapat"].value
    assert "Terima kasih atas pendapat Anda" in text_of(
        browser.post("/survei/pendapat/", {"pendapat": "Kursi tunggu kurang."})
    )
    assert "Tulis pendapat" not in text_of(browser.get("/survei/bukti/"))
    assert browser.get("/survei/pendapat/").status_code == 302
    browser.cookies["survei-pendapat"] = kept
    again = browser.post("/survei/pendapat/", {"pendapat": "Sekali lagi."})
    assert "Pendapat Anda sudah kami terima" in text_of(again)


def test_a_service_that_would_give_a_small_one_away_is_hidden_with_it(monkeypatch, town):
    monkeypatch.setitem(site.ENV, "PENDOPO_SURVEY_MINIMUM", 3)
    judge(town, 4, 4, 4, 4)
    judge(town, 2, service=1)
    address = f"/kepuasan/{town.office.slug}/"
    page = text_of(Client().get(address))
    assert "5 jawaban dari 5 kode" in page
    assert page.count("belum cukup") >= 2
    for letter in "AB":
        assert "Belum dapat ditampilkan" in text_of(Client().get(address, {"layanan": letter}))
    judge(town, 2, 2, service=1)
    for letter in "AB":
        assert "Belum dapat ditampilkan" not in text_of(Client().get(address, {"layanan": letter}))


def test_the_index_of_government_and_agency_is_public(town, monkeypatch):
    monkeypatch.setitem(site.ENV, "PENDOPO_SURVEY_MINIMUM", 3)
    judge(town, 4, 4, 4)
    for address in ("/kepuasan/", "/kepuasan/instansi/dinas-uji/"):
        page = text_of(Client().get(address))
        assert "97,22" in page
        assert "Siapa yang menjawab" in page or address != "/kepuasan/"
    assert Client().get("/kepuasan/instansi/tidak-ada/").status_code == 404
    assert Client().get("/tindak-lanjut/999999/").status_code == 404
