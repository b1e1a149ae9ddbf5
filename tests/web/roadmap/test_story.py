"""Two agencies commit and one misses a milestone: what its head, the coordinator and the public see, day by day."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from pendopo.accounts.actions import ensure_second_factor
from pendopo.accounts.models import Account, RoleAssignment
from pendopo.kernel import clock
from pendopo.roadmap import queries, tasks
from pendopo.roadmap.domain.commitments import digest
from pendopo.roadmap.domain.initiatives import State
from tests.assessment_year import JUNE
from tests.roadmap_years import SLUG, Plans, build_roadmap
from tests.web.accounts.phone import code_of

HERE = f"/peta-rencana/{SLUG}/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
BEFORE, AFTER = datetime(2026, 5, 20, 2, tzinfo=UTC), JUNE  # the milestone "Naskah" is due on 1 June


@pytest.fixture
def plans(db, monkeypatch) -> Plans:
    monkeypatch.setattr(clock, "now", lambda: BEFORE)
    plans = build_roadmap()
    head = Account.objects.create(
        username="kepala-bappeda", display_name="Kepala Bappeda", government_id=plans.year.government.pk
    )
    place = {"government_id": plans.year.government.pk, "agency_id": plans.year.agencies["bappeda"]}
    RoleAssignment.objects.create(account=head, role="agency-head", **place)
    plans.move("K-01", State.AGREED)
    plans.move("B-01", State.AGREED)
    return plans


def browser(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def text(answer) -> str:
    return answer.content.decode()


def commit(plans: Plans, username: str, agency: str) -> None:
    """The head reads the page, types a code from the phone beside the button, and declares."""
    ensure_second_factor(username=username, secret=SECRET)
    agency_id = plans.year.agencies[agency]
    address, head = f"{HERE}komitmen/{agency_id}/", browser(username)
    read = digest(queries.draft_commitment(plans.here, queries.agency(plans.here, agency_id), 1))
    assert read in text(head.get(address))
    assert head.post(address, {"dibaca": read, "kode": code_of(SECRET)}).status_code == 302


def test_two_agencies_commit_and_one_misses_a_milestone(plans, monkeypatch):
    commit(plans, "kepala-kominfo", "kominfo")
    commit(plans, "kepala-bappeda", "bappeda")
    public = text(Client().get(f"/komitmen/{SLUG}/"))
    assert public.count("Ditetapkan") == 2
    assert "1 terlambat" not in public

    report = {"langkah": "lapor", "laporan": "Naskah selesai dibahas.", "selesai": ["Naskah"]}
    browser("kepala-bappeda").post(HERE + "inisiatif/B-01/", report)
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    tasks.remind_of_dates(0)

    head = text(browser("kepala-kominfo").get("/peta-rencana/pengingat/"))
    assert "K-01 Kebijakan data" in head
    assert "Terlambat" in head
    assert "B-01" not in text(browser("kepala-bappeda").get("/peta-rencana/pengingat/"))

    lead = browser("sekda")
    assert "K-01" in text(lead.get("/peta-rencana/pengingat/"))
    summary = text(lead.get(HERE + "ringkasan/"))
    for words in ("2 dari 2", "1 dari 4", "Naskah terlambat 9 hari"):
        assert words in summary

    public = text(Client().get(f"/komitmen/{SLUG}/"))
    assert "1 terlambat" in public
    assert "1 dari 2 tonggak selesai" in public
    assert "0 dari 2 tonggak selesai" in public
