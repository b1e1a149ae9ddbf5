"""Rules between columns, across data sets, and headings over several lines, described by forms only."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pendopo.accounts.models import Account, RoleAssignment
from pendopo.datahouse.queries.versions import version_of
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, Grant, Role
from tests.actions.datahouse.arrivals import NOW, Desk, build_desk

HEADINGS = "Desa,Penduduk,,\n,Laki-laki,Perempuan,Jumlah\nSatu,1,2,3\nDua,4,5,10\n"


@pytest.fixture
def desk(db, tmp_path, monkeypatch, settings) -> Desk:
    settings.PENDOPO_LAKE = tmp_path / "lake"
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return build_desk(tmp_path)


def signed_in(actor: Actor) -> Client:
    (grant,) = actor.grants
    RoleAssignment.objects.create(
        account_id=actor.account_id, role=grant.role.value, government_id=grant.government_id,
        agency_id=grant.agency_id,
    )  # fmt: skip
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def upload(client: Client, slug: str, content: str, **also: str) -> str:
    sent = {"berkas": SimpleUploadedFile("data.csv", content.encode())} | also
    return client.post(f"/rumah-data/kirim/ke/{slug}/", sent).headers["Location"]


def test_headings_rules_and_a_trial_need_no_json(desk):
    client = signed_in(desk.actor)
    one = upload(client, desk.slug, HEADINGS)
    assert "Berapa baris judul di atas baris data pertama?" in text(client.get(one))
    client.post(one, {"lakukan": "kolom-berubah", "baris-kepala": "2"})
    assert "Penduduk Laki-laki" in text(client.get(one))
    chosen = {"kolom": "penduduk_jumlah", "hubungan": "sama", "banding_1": "penduduk_laki_laki", "nilai": "9"}
    refused = client.post(one + "aturan/baru/", chosen)
    assert refused.status_code == 422
    assert 'href="#nilai"' in text(refused)
    chosen |= {"nilai": "", "banding_2": "penduduk_perempuan"}
    more = text(client.post(one + "aturan/baru/", chosen | {"lakukan": "tambah-kolom"}))
    assert 'id="banding_3"' in more
    assert '<option value="penduduk_perempuan" selected>' in more
    tried = client.post(one + "aturan/baru/", chosen | {"lakukan": "simpan"}, follow=True)
    assert "1 dari 2 baris akan ditolak" in text(tried)
    assert "<b>Baris 4</b>" in text(tried)
    client.post(one, {"lakukan": "periksa"})
    assert "Ubah kolom atau aturan" in text(client.get(one))
    client.post(one, {"lakukan": "kolom-berubah"})
    client.post(one + "aturan/0/", {"lakukan": "hapus"})
    client.post(one, {"lakukan": "periksa"})
    schema = version_of(slug=desk.slug).schema
    assert (schema.header_rows, schema.rules) == (2, ())


def test_a_total_is_chosen_from_lists_and_compared_at_once(desk):
    desk.deliver("desa,jiwa\nSatu,1\nDua,5\n")
    client = signed_in(desk.actor)
    typed = {"instansi": str(desk.agency.pk), "nama": "Penduduk per RW", "ringkasan": "Penduduk tiap rukun warga.",
             "frekuensi": "monthly", "akses": "terbuka"}  # fmt: skip
    client.post("/rumah-data/kirim/baru/", typed)
    one = upload(client, "penduduk-per-rw", "desa,rw,orang\nSatu,1,1\nDua,1,2\nDua,2,2\n")
    assert "Data uji (Dinas dinkes)" in text(client.get(one + "jumlah/baru/"))
    chosen = {
        "dengan": desk.slug,
        "jumlah": "orang",
        "kunci_1": "desa",
        "mereka_jumlah": "jiwa",
        "mereka_kunci_1": "",
    }
    refused = client.post(one + "jumlah/baru/", chosen)
    assert refused.status_code == 422
    assert 'href="#mereka_kunci_1"' in text(refused)
    tried = text(client.post(one + "jumlah/baru/", chosen | {"mereka_kunci_1": "desa"}, follow=True))
    assert (
        "Jumlah “orang” menurut “desa” harus sama dengan jumlah “jiwa” menurut “desa” di “Data uji”" in tried
    )
    assert "4 untuk desa Dua, seharusnya 5" in tried


def test_the_walidata_helps_to_describe_and_others_find_nothing(desk):
    one = upload(signed_in(desk.actor), desk.slug, "mulai,selesai\n2026-01-01,2026-02-01\n")
    steward = Account.objects.create(username="walidata-uji", display_name="Walidata")
    grant = Grant(Role.DATA_STEWARD, desk.agency.government_id)
    client = signed_in(Actor(steward.pk, "Walidata", (grant,)))
    rule = {"kolom": "mulai", "hubungan": "paling-banyak", "banding_1": "selesai", "lakukan": "simpan"}
    kept = text(client.post(one + "aturan/baru/", rule, follow=True))
    assert "“mulai” tidak boleh sesudah “selesai”" in kept
    written = {"syarat": "mulai < selesai + 1", "kalimat": "Terlalu lama", "lakukan": "sql"}
    assert "Terlalu lama" in text(client.post(one + "aturan/0/", written, follow=True))
    unreadable = client.post(one + "aturan/0/", written | {"syarat": "mulai << selesai"})
    assert (unreadable.status_code, 'href="#syarat"' in text(unreadable)) == (422, True)
    assert client.post(one, {"lakukan": "periksa"}).status_code == 409
    assert client.get(one + "aturan/").status_code == 200
    assert signed_in(desk.other).get(one + "aturan/").status_code == 404


def test_rules_of_stored_data_are_changed_with_the_next_file(desk):
    desk.deliver("mulai,selesai\n2026-01-01,2026-02-01\n")
    client = signed_in(desk.actor)
    one = upload(client, desk.slug, "mulai,selesai\n2026-03-01,2026-02-01\n", **{"lihat-kolom": "1"})
    rule = {"kolom": "mulai", "hubungan": "paling-banyak", "banding_1": "selesai", "lakukan": "simpan"}
    assert "1 dari 1 baris akan ditolak" in text(client.post(one + "aturan/baru/", rule, follow=True))
