"""The morning on which people are told of milestones: once, in the program, by mail where there is an address."""

from datetime import date

import pytest

from pendopo.accounts.actions import set_own_email
from pendopo.kernel import clock
from pendopo.kernel.errors import Invalid
from pendopo.roadmap import actions, queries
from pendopo.roadmap.domain.initiatives import Milestone, State
from pendopo.roadmap.tasks import message, remind_of_dates
from tests.assessment_year import JUNE
from tests.roadmap_years import SLUG


@pytest.fixture
def morning(plans, monkeypatch):
    """K-01 of kominfo has a milestone that is late and one that comes; B-01 of bappeda, without people, one."""
    monkeypatch.setattr(clock, "now", lambda: JUNE)
    plans.move("K-01", State.AGREED)
    plans.move("B-01", State.AGREED)
    return plans


def seen(plans, who: str) -> list[tuple[str, str, int]]:
    found = queries.reminders_for(plans.people[who])
    return sorted((one.code, one.milestone, one.left) for one in found)


def test_the_agency_is_told_and_the_coordinator_of_what_is_late_or_nobodys(morning):
    actions.change_initiative(
        actor=morning.people["staf"], now=JUNE, roadmap=SLUG, code="K-01", seen=2,
        facts=morning.facts(milestones=(Milestone("Naskah", date(2026, 6, 1)), Milestone("Uji", date(2026, 6, 17)))),
    )  # fmt: skip
    remind_of_dates(0)
    assert seen(morning, "kepala") == seen(morning, "staf") == [("K-01", "Naskah", -9), ("K-01", "Uji", 7)]
    assert seen(morning, "sekda") == [("B-01", "Naskah", -9), ("K-01", "Naskah", -9)]


def test_nobody_is_told_twice_and_what_was_read_stays_read(morning):
    remind_of_dates(0)
    actions.read_reminders(actor=morning.people["kepala"], now=JUNE)
    remind_of_dates(0)
    assert len(seen(morning, "kepala")) == 1
    assert queries.unread_reminders(morning.people["kepala"]) == 0
    assert queries.unread_reminders(morning.people["staf"]) == 1


def test_mail_leaves_once_for_whoever_gave_an_address(morning, settings, mailoutbox):
    with pytest.raises(Invalid):
        set_own_email(actor=morning.people["staf"], email="bukan alamat")
    set_own_email(actor=morning.people["staf"], email=" staf@kominfo.example.go.id ")
    remind_of_dates(0)
    assert mailoutbox == []
    settings.ENV = settings.ENV | {"PENDOPO_SMTP": {"EMAIL_HOST": "mail.example.go.id"}}
    remind_of_dates(0)
    remind_of_dates(0)
    (mail,) = mailoutbox
    assert mail.to == ["staf@kominfo.example.go.id"]
    assert mail.subject == "Peta rencana: Naskah, terlambat 9 hari"
    assert f"/peta-rencana/{SLUG}/inisiatif/K-01/" in mail.body


def test_a_line_break_in_a_name_cannot_add_a_header_to_the_mail():
    facts = {
        "left": 1,
        "due": "2026-06-11",
        "milestone": "Uji\nBcc: x@y",
        "code": "K",
        "title": "T",
        "roadmap": "r",
    }
    assert message(facts, "Peta", "")[0] == "Peta rencana: Uji Bcc: x@y, 1 hari lagi"
