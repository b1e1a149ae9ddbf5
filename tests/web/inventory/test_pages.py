"""Pages of the inventory: who may open them, what they say, that nothing typed is lost, and files."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pendopo.accounts.models import Account, RoleAssignment
from pendopo.inventory import queries
from pendopo.inventory.domain.parts import Part
from pendopo.inventory.domain.relations import Relation
from pendopo.inventory.web.forms import read_form, typed_from
from pendopo.kernel import clock
from tests.actions.inventory.test_importing import book
from tests.inventory_town import JUNE, Town, build_inventory
from tests.standing import standing_copies

HERE = "/inventaris/35.16/"


@pytest.fixture(scope="module")
def standing_inventory(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[[], Town]]:
    """The inventory of all tests of this file."""
    with standing_copies(django_db_blocker, build_inventory) as copy:
        yield copy


@pytest.fixture
def town(standing_inventory: Callable[[], Town], db, monkeypatch) -> Town:
    monkeypatch.setattr(clock, "now", lambda: JUNE)
    return standing_inventory()


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def text(response) -> str:
    return response.content.decode()


def test_every_page_opens_for_whoever_may_see_and_says_what_it_is_about(town):
    client = signed_in("kepala")
    assert client.get("/inventaris/")["Location"] == HERE
    for address, words in (
        ("", "Bergantung pada satu orang"),
        ("unsur/?kata=aduan&bagian=aplikasi&perangkat=kominfo&keadaan=dipakai", "AP-1 Aduan Daring"),
        ("unsur/?terkait=AP-1", "yang berhubungan dengan AP-1"),
        ("unsur/AP-1/", "Rp25.000.000"),
        ("unsur/AP-1/peta/?langkah=2", "OR-1 · Orang dan kompetensi"),
        ("temuan/?perangkat=kominfo", "Infrastruktur tanpa pengamanan"),
        ("temuan/?aturan=cost-unfunded", "berbiaya setiap tahun"),
        ("peta/", "Aplikasi berjalan di Infrastruktur"),
        ("peta/?perangkat=bkpsdm", "Belum ada hubungan."),
        ("berkas/", "Anda dapat membaca dan mengunduh"),
    ):
        answer = client.get(HERE + address)
        assert answer.status_code == 200, address
        assert words in text(answer), address


def test_people_without_a_role_or_of_another_government_see_nothing(town):
    Account.objects.create(username="lain", display_name="Lain")
    other = Account.objects.create(username="jauh", display_name="Jauh")
    RoleAssignment.objects.create(account=other, role="coordinator", government_id=999_999)
    assert signed_in("lain").get(HERE).status_code == 403
    assert signed_in("jauh").get(HERE).status_code == 404
    assert Client().get(HERE).status_code == 302


def test_who_only_reads_finds_no_button_and_cannot_write_by_hand(town):
    client = signed_in("kepala")
    assert "Ubah unsur" not in text(client.get(HERE + "unsur/AP-1/"))
    assert client.get(HERE + "unsur/baru/").status_code == 403
    assert client.get(HERE + "unsur/AP-1/hubungan/").status_code == 403
    typed = typed_from(town.element("AP-1").facts) | {"versi": "1", "nama": "Nama lain"}
    assert client.get(HERE + "unsur/AP-1/ubah/").status_code == 403
    assert client.post(HERE + "unsur/AP-1/ubah/", typed).status_code == 403
    assert client.post(HERE + "unsur/AP-1/", {"hubungan": "menyimpan", "ke": "DI-1"}).status_code == 422
    assert client.post(HERE + "unsur/AP-1/cabut/", {"versi": "1", "alasan": "salah catat"}).status_code == 403
    assert town.element("AP-1").version == 1


def test_the_form_reads_back_what_it_shows(town):
    for code in ("LA-1", "AP-1", "DI-1", "IN-1", "OR-1"):
        facts = town.element(code).facts
        assert read_form(typed_from(facts), facts.part).facts == facts


def test_a_form_with_faults_names_them_all_and_keeps_what_was_typed(town):
    client, address = signed_in("staf"), HERE + "unsur/baru/?bagian=aplikasi"
    typed = {"kode": "AP 9", "nama": "Situs", "perangkat": str(town.agencies["kominfo"]), "status": "dipakai",
             "biaya_tahunan": "dua juta", "sejak": "kemarin", "keterangan": "Tetap di sini"}  # fmt: skip
    answer = client.post(address, typed)
    assert answer.status_code == 422
    for words in ("Kode “AP 9” tidak sesuai", "“dua juta” bukan bilangan bulat", "“kemarin” bukan tanggal",
                  'href="#sejak"', "Tetap di sini", 'value="dua juta"'):  # fmt: skip
        assert words in text(answer)
    sound = typed | {"kode": "ap-9", "biaya_tahunan": "2.000.000", "sejak": "31/12/2020"}
    assert client.post(address, sound)["Location"] == HERE + "unsur/AP-9/"
    assert town.element("AP-9").facts.values["biaya_tahunan"] == 2_000_000
    assert "AP-0010" in text(client.get(address))


def test_a_change_shows_old_and_new_and_why(town):
    client = signed_in("staf")
    typed = typed_from(town.element("AP-1").facts) | {
        "versi": "1",
        "cadangan": "tidak",
        "alasan": "Disk penuh",
    }
    assert client.post(HERE + "unsur/AP-1/ubah/", typed).status_code == 302
    page = text(client.get(HERE + "unsur/AP-1/"))
    for words in ("<del>Ya</del>", "<ins>Tidak</ins>", "Disk penuh", "staf"):
        assert words in page
    again = client.post(HERE + "unsur/AP-1/ubah/", typed)
    assert again.status_code == 422
    assert "baru saja diubah orang lain" in text(again)


def test_a_relation_is_looked_for_made_and_ended(town):
    client, address = signed_in("staf"), HERE + "unsur/AP-1/hubungan/"
    town.add("KE-1", "Tembok api", Part.SECURITY)
    page = text(client.get(address, {"hubungan": "dilindungi-oleh", "cari": "tembok"}))
    assert "KE-1 Tembok api" in page
    assert "DI-1" not in page
    assert client.post(address, {"hubungan": "dilindungi-oleh"}).status_code == 422
    client.post(address, {"hubungan": "dilindungi-oleh", "ke": "KE-1"})
    assert ("AP-1", Relation.PROTECTED_BY, "KE-1") in queries.link_codes(town.id)
    client.post(HERE + "unsur/AP-1/", {"hubungan": "dilindungi-oleh", "ke": "KE-1"})
    assert ("AP-1", Relation.PROTECTED_BY, "KE-1") not in queries.link_codes(town.id)


def test_a_workbook_is_shown_first_and_imported_then(town):
    client = signed_in("sekda")
    tables = {
        "Aplikasi": [
            ["Kode", "Perangkat daerah", "Nama"],
            ["AP-1", "kominfo", "Aduan Baru"],
            ["AP-2", "dinkes", ""],
        ]
    }
    refused = client.post(HERE + "berkas/", {"berkas": SimpleUploadedFile("a.xlsx", book(tables))})
    assert refused.status_code == 422
    assert "Aplikasi!C3" in text(refused)
    assert "Beri nama unsur" in text(refused)
    tables["Aplikasi"][2][2] = "Gizi anak"
    taken = client.post(HERE + "berkas/", {"berkas": SimpleUploadedFile("a.xlsx", book(tables))})
    page = client.get(taken["Location"])
    assert "AP-1 Aduan Baru" in text(page)
    assert "AP-2 Gizi anak" in text(page)
    assert client.post(taken["Location"], {"dilihat": "lain"}).status_code == 409
    assert client.post(taken["Location"], {"dilihat": page.context["plan"].digest})["Location"] == HERE
    assert town.element("AP-2").facts.name == "Gizi anak"
    assert client.get(taken["Location"]).status_code == 404


@pytest.mark.parametrize("content", [b"", b"bukan excel", None])
def test_files_that_cannot_be_read_are_refused_with_words(town, content):
    data = {} if content is None else {"berkas": SimpleUploadedFile("a.xlsx", content)}
    assert signed_in("sekda").post(HERE + "berkas/", data).status_code == 422


def test_files_go_out_as_what_they_are(town):
    client = signed_in("kepala")
    for name, begins in (
        ("templat.xlsx", b"PK"),
        ("inventaris.xlsx?perangkat=kominfo", b"PK"),
        ("inventaris.csv", b"\xef\xbb\xbf"),
    ):
        answer = client.get(HERE + "berkas/" + name)
        assert answer.content.startswith(begins)
        assert "attachment" in answer["Content-Disposition"]
    assert answer.content.decode().count("\r\n") == 6


def test_an_element_that_was_recorded_by_mistake_is_withdrawn(town):
    client = signed_in("staf")
    assert "4 hubungannya ikut dilepas" in text(client.get(HERE + "unsur/AP-1/cabut/"))
    assert client.post(HERE + "unsur/AP-1/cabut/", {"versi": "1", "alasan": ""}).status_code == 422
    client.post(HERE + "unsur/AP-1/cabut/", {"versi": "1", "alasan": "Salah catat"})
    page = text(client.get(HERE + "unsur/AP-1/"))
    assert "Dicabut, salah catat" in page
    assert "Ubah unsur" not in page
