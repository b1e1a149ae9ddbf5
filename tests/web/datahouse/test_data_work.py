"""Pages of data work: who sees what, what the list says, what a wrong answer gets."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from pendopo.accounts.models import Account
from pendopo.datahouse.domain import publications
from pendopo.datahouse.models import Dataset, ListEntry, Publication, Release
from tests.governed_data import GovernedHouse, governed_house
from tests.standing import standing_copies
from tests.web.taps import text_of

pytestmark = pytest.mark.django_db
PAGE = "/rumah-data/data/kunjungan/"


@pytest.fixture(scope="module")
def standing_house(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], GovernedHouse]]:
    """The house of all tests of this file: what one of them adds to the lake no table names for the next."""

    def delivered_and_described() -> GovernedHouse:
        made = governed_house(tmp_path_factory.mktemp("house"))
        made.deliver()
        made.describe()
        return made

    with standing_copies(django_db_blocker, delivered_and_described) as copy:
        yield copy


@pytest.fixture
def house(
    standing_house: Callable[[], GovernedHouse], db: None, monkeypatch: pytest.MonkeyPatch
) -> GovernedHouse:
    house = standing_house()
    monkeypatch.setattr(settings, "PENDOPO_LAKE", house.lake)
    return house


def client_of(house: GovernedHouse, name: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=house.people[name].account_id))
    return client


def test_a_list_shows_first_what_waits_for_me(house: GovernedHouse) -> None:
    mine = text_of(client_of(house, "produsen").get("/rumah-data/"))
    assert "Lengkapi keterangannya, lalu ajukan ke Walidata." in mine
    theirs = text_of(client_of(house, "walidata").get("/rumah-data/"))
    assert "Tidak ada yang menunggu Anda sekarang." in theirs
    assert "Sedang disiapkan Produsen Data." in theirs
    assert "Putuskan permintaan akses" in mine, "the owner of data decides who may ask them"
    assert "Putuskan permintaan akses" not in text_of(client_of(house, "pembina").get("/rumah-data/"))


def test_another_agency_does_not_learn_that_a_data_set_exists(house: GovernedHouse) -> None:
    other = client_of(house, "produsen-lain")
    assert "Kunjungan" not in text_of(other.get("/rumah-data/"))
    for path in (PAGE, f"{PAGE}keterangan/", f"{PAGE}periksa/"):
        assert other.get(path).status_code == 404
    assert Client().get(PAGE).status_code in (302, 401)


def test_findings_are_for_checkers_until_they_are_sent(house: GovernedHouse) -> None:
    house.act("produsen", "submit")
    steward = client_of(house, "walidata")
    steward.post(PAGE, {"langkah": "periksa"})
    answer = steward.post(
        f"{PAGE}periksa/", {"langkah": "catat", "prinsip": "isi-data", "temuan": "Angka Kranggan keliru."}
    )
    assert answer.status_code == 302
    assert "Angka Kranggan keliru." not in text_of(client_of(house, "produsen").get(PAGE))
    steward.post(f"{PAGE}periksa/", {"langkah": "kembalikan"})
    page = text_of(client_of(house, "produsen").get(PAGE))
    assert "Angka Kranggan keliru." in page
    assert "Temuan pemeriksa yang belum ditanggapi: 1." in page
    # One column of three has a type, and the finding is the fourth thing that is counted.
    assert "Sah: 1 dari 4" in page


@pytest.mark.parametrize(
    "step", ["", "x", "hapus-9", "hapus-²", "boleh:", "boleh:telepon:tidakada", "catat", "setujui"]
)
def test_a_wrong_step_is_refused_with_a_sentence(house: GovernedHouse, step: str) -> None:
    house.act("produsen", "submit")
    house.act("pendukung", "begin_check")
    answer = client_of(house, "pendukung").post(f"{PAGE}periksa/", {"langkah": step, "kolom": "x"})
    assert answer.status_code in (403, 404, 422)
    assert Dataset.objects.get().state == "diperiksa_walidata"


def test_what_was_typed_stays_when_it_is_refused(house: GovernedHouse) -> None:
    answer = client_of(house, "produsen").post(
        f"{PAGE}keterangan/",
        {
            "judul": "Ku",
            "ringkasan": "Penjelasan saya",
            "akses": "terbuka",
            "frekuensi": "monthly",
            "tujuan": "Uji",
        },
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Beri judul 3 sampai 160 huruf." in page
    assert "Penjelasan saya" in page
    assert 'value="Ku"' in page


def test_the_forum_lists_data_and_the_calendar_says_what_is_late(house: GovernedHouse) -> None:
    steward = client_of(house, "walidata")
    wish = {
        "nama": "angka-baru",
        "judul": "Angka baru",
        "frekuensi": "yearly",
        "rilis": "2026-01-05",
        "prioritas": "1",
    }
    agency = str(Dataset.objects.get().agency_id)
    assert steward.post("/rumah-data/daftar/2026/", wish).status_code == 422
    assert steward.post("/rumah-data/daftar/2026/", wish | {"instansi": agency}).status_code == 302
    entry = ListEntry.objects.get()
    assert (entry.priority, entry.first_release) == (True, date(2026, 1, 5))
    planned = Dataset.objects.get(slug="angka-baru")
    assert (planned.state, planned.priority_year) == ("rencana", 2026)
    assert "Angka baru" in text_of(steward.get("/rumah-data/daftar/2026/"))
    assert b"angka-baru,Angka baru" in steward.get("/rumah-data/daftar/2026/daftar-data.csv").content
    producer, other = client_of(house, "produsen"), client_of(house, "produsen-lain")
    page, link = "/rumah-data/daftar/2026/", b'href="/rumah-data/data/angka-baru/"'
    assert link in producer.get(page).content
    assert link not in other.get(page).content  # the work of another agency is not theirs to open
    assert "Angka baru" in text_of(other.get(page))
    assert producer.post("/rumah-data/daftar/2026/", wish | {"instansi": agency}).status_code == 403
    steward.post("/rumah-data/daftar/2026/", {"langkah": "keluarkan", "nama": "angka-baru"})
    assert not ListEntry.objects.exists()


def test_large_data_are_published_in_the_background_and_may_be_stopped(
    house: GovernedHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publications, "AT_ONCE", 0)
    house.act("produsen", "submit")
    house.act("walidata", "begin_check")
    house.act("walidata", "approve")
    steward, producer = client_of(house, "walidata"), client_of(house, "produsen")
    assert "Berkasnya dibuat di latar belakang" in text_of(steward.get(f"{PAGE}terbit/"))
    page = text_of(steward.post(f"{PAGE}terbit/", follow=True))
    for words in ("Sedang diterbitkan", "Menunggu giliran", "Hentikan penerbitan"):
        assert words in page
    assert "Lihat lalu terbitkan" not in page
    wanted = Publication.objects.get()
    job = ProcrastinateJob.objects.get(queueing_lock=f"datahouse.release.{wanted.pk}")
    assert job.args == {"publication": str(wanted.pk)}
    seen = text_of(producer.get(PAGE))
    assert "Menunggu giliran" in seen
    assert "Hentikan penerbitan" not in seen
    assert "Berkas rilisnya sedang dibuat" in text_of(steward.get("/rumah-data/"))
    again = steward.post(f"{PAGE}terbit/")
    assert again.status_code == 422
    assert "Versi ini sedang diterbitkan." in text_of(again)
    assert producer.post(PAGE, {"langkah": "hentikan"}).status_code in (403, 422)
    page = text_of(steward.post(PAGE, {"langkah": "hentikan"}, follow=True))
    assert "Penerbitan dihentikan. Tidak ada yang terbit." in page
    assert "Lihat lalu terbitkan" in page
    assert not Release.objects.exists()
