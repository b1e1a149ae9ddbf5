"""Pages of those who deliver: from a new data set to its first version, what is refused, and who is connected."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pendopo.accounts.models import Account, RoleAssignment
from pendopo.datahouse.queries.versions import version_of
from pendopo.directory.models import Agency
from pendopo.insight.providers.connectedness import Connectedness
from pendopo.kernel import clock
from tests.actions.datahouse.arrivals import GOOD, NOW, Desk, build_desk

HOME = "/rumah-data/kirim/"


@pytest.fixture
def desk(db, tmp_path, monkeypatch, settings) -> Desk:
    settings.PENDOPO_LAKE = tmp_path / "lake"
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made = build_desk(tmp_path)
    for actor in (made.actor, made.other):
        grant = actor.grants[0]
        RoleAssignment.objects.create(
            account_id=actor.account_id, role=grant.role.value, government_id=grant.government_id,
            agency_id=grant.agency_id,
        )  # fmt: skip
    return made


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def upload(client: Client, slug: str, content: str | bytes, name: str = "data.csv", **also: str):
    raw = content.encode() if isinstance(content, str) else content
    return client.post(f"{HOME}ke/{slug}/", {"berkas": SimpleUploadedFile(name, raw)} | also)


def test_an_agency_comes_from_nothing_to_a_version_in_three_forms(desk):
    client = signed_in(desk.actor)
    typed = {"instansi": str(desk.agency.pk), "nama": "Kunjungan puskesmas", "ringkasan": "pendek",
             "frekuensi": "monthly", "akses": "terbuka"}  # fmt: skip
    refused = client.post(HOME + "baru/", typed)
    assert refused.status_code == 422
    assert 'href="#ringkasan"' in text(refused)
    assert "Kunjungan puskesmas" in text(refused)
    typed["ringkasan"] = "Jumlah kunjungan rawat jalan tiap bulan."
    assert client.post(HOME + "baru/", typed).headers["Location"] == f"{HOME}ke/kunjungan-puskesmas/"
    one = upload(client, "kunjungan-puskesmas", GOOD).headers["Location"]
    shown = text(client.get(one))
    assert "Kolom: 0 dari 3 sudah dijelaskan" in shown
    assert "Tampaknya ada data pribadi" in shown
    column = {"judul": "Jumlah kunjungan", "tipe": "integer", "konsep": "Kunjungan", "definisi": "Datang berobat",
              "satuan": "orang", "terkecil": "0", "wajib": "1"}  # fmt: skip
    client.post(one + "kolom/jumlah/", column)
    client.post(one + "kolom/kode/", {"judul": "Kode", "tipe": "string", "kunci": "1"})
    assert "Kolom: 1 dari 3 sudah dijelaskan" in text(client.get(one))
    client.post(one, {"lakukan": "periksa"})
    assert "Tersimpan sebagai versi 1" in text(client.get(one))
    schema = version_of(slug="kunjungan-puskesmas").schema
    field = schema.field("jumlah")
    assert (schema.key, field.required, field.minimum, field.ms_var["satuan"]) == (
        ("kode",),
        True,
        "0",
        "orang",
    )


def test_faults_are_listed_by_kind_and_row_and_come_as_a_workbook(desk):
    desk.deliver("kode,jumlah\nA,1\n")
    client = signed_in(desk.actor)
    bad = "kode,jumlah\n" + "".join(f"K{i},x{i}\n" for i in range(60)) + "L,#REF!\n"
    one = upload(client, desk.slug, bad).headers["Location"]
    page = text(client.get(one))
    assert "61 kesalahan. Tidak ada yang disimpan" in page
    assert "halaman 1 dari 2" in page
    assert "“x0” bukan bilangan bulat" in page
    assert "x59" not in page
    assert "x59" in text(client.get(one + "?jenis=type&hal=2"))
    only = text(client.get(one + "?jenis=excel-error"))
    assert "kesalahan Excel #REF!" in only
    assert "“x0”" not in only
    book = client.get(one + "ditolak.xlsx")
    assert b"".join(book.streaming_content)[:2] == b"PK"


def test_columns_that_have_changed_are_named_and_can_be_taken_over(desk):
    desk.deliver("kode,jumlah\nA,1\n")
    client = signed_in(desk.actor)
    one = upload(client, desk.slug, "kode,jumlah,tahun\nA,1,2026\n").headers["Location"]
    assert "Kolomnya memang berubah" in text(client.get(one))
    client.post(one, {"lakukan": "kolom-berubah"})
    assert "Menunggu Anda" in text(client.get(one))
    client.post(one, {"lakukan": "periksa"})
    assert version_of(slug=desk.slug).number == 2
    difference = text(client.get(f"{HOME}ke/{desk.slug}/versi/bandingkan/?a=2&b=1"))
    assert "Dari versi 1 ke versi 2" in difference
    assert "Kolom baru" in difference
    assert "2026" in text(client.get(f"{HOME}ke/{desk.slug}/versi/2/"))


def test_people_of_another_agency_find_nothing(desk):
    one = upload(signed_in(desk.actor), desk.slug, GOOD).headers["Location"]
    stranger = signed_in(desk.other)
    for address in (one, f"{HOME}ke/{desk.slug}/", f"{HOME}ke/{desk.slug}/versi/", one + "kolom/kode/"):
        assert stranger.get(address).status_code == 404
    assert Client().get(one).status_code == 302
    assert upload(stranger, desk.slug, GOOD).status_code == 404


def test_a_file_that_is_missing_or_too_large_is_told_at_the_field(desk, monkeypatch):
    client = signed_in(desk.actor)
    assert "Pilih berkas yang akan dikirim" in text(client.post(f"{HOME}ke/{desk.slug}/", {}))
    monkeypatch.setitem(site.ENV, "PENDOPO_DELIVERY_MB", 0)
    refused = upload(client, desk.slug, GOOD)
    assert refused.status_code == 422
    assert "lebih besar dari 0 MB" in text(refused)


def test_a_key_is_shown_once_and_can_be_stopped(desk):
    client = signed_in(desk.actor)
    made = client.post(f"{HOME}ke/{desk.slug}/kunci/", {"nama": "SIMRS", "cara": "append"})
    (key,) = set(re.findall(r"pdp_[\w-]{43}", text(made)))
    (place,) = set(re.findall(r"/rumah-data/kirim/sambungan/[0-9a-f-]+/", text(made)))
    page = text(client.get(place))
    assert key not in page
    client.post(place, {"lakukan": "hentikan"})
    assert "Berhenti" in text(client.get(place))


def test_a_source_is_tried_out_before_it_is_kept_and_its_password_never_comes_back(desk, monkeypatch):
    client, address = signed_in(desk.actor), f"{HOME}ke/{desk.slug}/sumber/"
    typed = {"jenis": "postgresql", "nama": "Basis data", "host": "127.0.0.1", "port": "1", "database": "d",
             "user": "u", "rahasia": "sangat-rahasia", "query": "SELECT 1 AS a", "tiap": "hari", "cara": "replace",
             "lakukan": "coba"}  # fmt: skip
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "belum diizinkan" in text(refused)
    monkeypatch.setitem(site.ENV, "PENDOPO_PULL_HOSTS", ["127.0.0.1"])
    away = text(client.post(address, typed))
    assert "tidak ada yang melayani" in away
    assert "sangat-rahasia" not in away
    assert "tepat satu perintah SELECT" in text(client.post(address, typed | {"query": "DELETE FROM a"}))
    kept = client.post(address, typed | {"lakukan": "simpan"})
    page = text(client.get(kept.headers["Location"]))
    assert "tersimpan terenkripsi" in page
    assert "sangat-rahasia" not in page + text(client.get(kept.headers["Location"] + "ubah/"))


def test_the_board_tells_who_is_connected_who_is_late_and_what_is_evidence(desk, monkeypatch):
    desk.deliver(GOOD)
    Agency.objects.create(government=desk.agency.government, slug="kecamatan-satu", name="Kecamatan Satu")
    client = signed_in(desk.actor)
    page = text(client.get("/rumah-data/keterhubungan/"))
    assert "<strong>1 dari 3</strong>" in page
    assert "7 Desember 2026" in page
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=21))
    late = text(client.get("/rumah-data/keterhubungan/"))
    assert "1 terlambat" in late
    rows = list(csv.DictReader(io.StringIO(client.get("/rumah-data/keterhubungan.csv").content.decode())))
    assert (rows[0]["keadaan"], rows[0]["terlambat_hari"], rows[0]["terisi_persen"]) == (
        "terlambat",
        "5",
        "100.0",
    )
    assert [row["instansi"] for row in rows[1:]] == ["Dinas dikbud", "Kecamatan Satu"]
    public = text(Client().get("/data/keterhubungan/"))
    assert "Kecamatan Satu" in public
    assert "Data uji" not in public
    government, day = desk.agency.government_id, NOW.date()
    (found,) = Connectedness().gather(government, day.replace(month=1, day=1), day)
    assert found.tables[0].title == "1 dari 3 instansi terhubung (33,3%)"
    assert found.tables[1].rows == (
        ("Data uji", "Dinas dinkes", "monthly", "2026-11-21", "2026-12-07", "tepat waktu"),
    )


def test_whoever_has_uploaded_enough_for_a_day_is_told_in_the_form_when_it_goes_on(desk, monkeypatch):
    monkeypatch.setitem(site.ENV, "PENDOPO_UPLOADS_PER_DAY", 1)
    client = signed_in(desk.actor)
    assert upload(client, desk.slug, GOOD).status_code == 302
    refused = upload(client, desk.slug, GOOD, cara="append")
    assert refused.status_code == 422
    said = text(refused)
    assert "Anda sudah mengunggah 1 berkas (0 MB) dalam 24 jam terakhir" in said
    assert f"{NOW + timedelta(hours=24):%d-%m-%Y} pukul" in said
    assert upload(signed_in(desk.other), desk.slug, GOOD).status_code != 422, "it is the person's day"
