"""The form of a report takes a file: refused at its field with everything kept, shown to those who may see it."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pendopo.accounts.models import Account
from pendopo.assessment.files.site import site_intake
from pendopo.assessment.models import Evidence
from tests import evidence_files as made
from tests.roadmap_years import SLUG, Plans

ADDRESS = f"/peta-rencana/{SLUG}/inisiatif/K-01/"
REPORT = {"langkah": "lapor", "laporan": "Naskah ditetapkan.", "selesai": ["Naskah"], "judul": "Naskah akhir"}


@pytest.fixture
def plans(plans, tmp_path, monkeypatch) -> Iterator[Plans]:
    monkeypatch.setitem(settings.ENV, "PENDOPO_DATA", str(tmp_path))
    site_intake.cache_clear()
    yield plans
    site_intake.cache_clear()


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=name))
    return client


def send(client: Client, content: bytes | None, **changes: str):
    file = {"berkas": SimpleUploadedFile("naskah.pdf", content)} if content is not None else {}
    return client.post(ADDRESS, REPORT | changes | file, follow=True)


def test_a_file_goes_with_the_report_and_leads_to_its_piece(plans):
    staff = signed_in("staf-kominfo")
    page = send(staff, made.pdf(), terbatas="1").content.decode()
    piece = f"/data-dukung/{Evidence.objects.get().pk}/"
    assert "Laporan terkirim." in page
    assert f'href="{piece}">Naskah akhir</a>' in page
    assert staff.get(piece).status_code == 200
    for other in ("bappeda", "kepala-kominfo"):
        seen = signed_in(other).get(ADDRESS).content.decode()
        assert "Naskah akhir" not in seen
        assert "Berkas bukti ada di pustaka data dukung" in seen


@pytest.mark.parametrize(
    ("content", "changes", "field", "told"),
    [
        (b"<html>", {}, "berkas", "bukan PDF"),
        (b"", {}, "berkas", "kosong"),
        (None, {}, "berkas", "Pilih berkasnya, atau kosongkan judul berkas."),
        (b"%PDF-1.7", {"judul": "x" * 201}, "judul", "Judul paling panjang 200 huruf."),
    ],
    ids=["another type", "empty", "a title without its file", "a long title"],
)
def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(plans, content, changes, field, told):
    answer = send(signed_in("staf-kominfo"), content, **changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert f'href="#{field}"' in page
    assert f'id="{field}-error"' in page
    assert "Naskah ditetapkan.</textarea>" in page
    assert 'value="Naskah" checked' in page
    assert not Evidence.objects.exists()


def test_who_cannot_bring_evidence_is_not_offered_a_file(plans):
    page = signed_in("kepala-kominfo").get(ADDRESS).content.decode()
    assert "Laporkan kemajuan" in page
    assert 'type="file"' not in page
    assert "dilampirkan oleh staf" in page
