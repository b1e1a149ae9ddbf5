"""The papers for a meeting: one page for each agency, whatever it has to tell."""

import io
from datetime import date

import pypdf
from django.test import Client

from pendopo.accounts.models import Account
from pendopo.roadmap.domain.initiatives import Milestone, State
from tests.roadmap_years import SLUG

HERE = f"/peta-rencana/{SLUG}/"


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def test_the_meeting_pack_has_a_page_for_each_agency(plans):
    plans.move("K-01", State.AGREED)
    plans.move("B-01", State.AGREED)
    answer = signed_in("kepala-kominfo").get(HERE + "rapat.pdf")
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages]
    assert len(pages) == 2
    for page, agency, code in zip(pages, ("Bappeda", "Dinas Kominfo"), ("B-01", "K-01"), strict=True):
        assert agency in page
        assert "Perangkat daerah ini belum menetapkan komitmen." in page
        assert f"Tetapkan komitmen untuk {code}." in page
        assert "Terlambat: Naskah" in page


def test_an_agency_with_very_much_to_tell_keeps_to_its_page(plans):
    late = tuple(Milestone(f"Tonggak {n} " + "panjang " * 20, date(2026, 1 + n, 1)) for n in range(9))
    for n in range(40):
        code = f"Z-{n:02}"
        plans.add(code, title=f"Inisiatif {n:02} " + "dengan nama panjang " * 8, milestones=late)
        plans.move(code, State.AGREED)
    plans.add("Z-99", title="Yang tidak terlambat", milestones=(Milestone("Akhir", date(2028, 12, 1)),))
    plans.move("Z-99", State.AGREED)
    answer = signed_in("kepala-kominfo").get(HERE + "rapat.pdf")
    (page,) = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    told = " ".join(page.extract_text().split())
    assert "Catatan rapat" in told
    shown = sum(f"Inisiatif {n:02}" in told for n in range(40))
    assert 1 <= shown < 40
    assert f"Dan {41 - shown} inisiatif lainnya." in told
    assert "dan 6 tonggak lainnya" in told
    assert "Yang tidak terlambat" not in told, "what is late comes first"
