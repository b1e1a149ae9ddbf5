"""Closing the day."""

from datetime import timedelta

import pytest

from pendopo.kernel import clock
from pendopo.queue import queries


@pytest.fixture
def address(halls):
    return f"/loket/tutup/{halls.home.office.slug}/"


def today():
    from zoneinfo import ZoneInfo

    return clock.now().astimezone(ZoneInfo("Asia/Jakarta")).date()


def test_a_supervisor_closes_the_day_after_a_question(browser_of, halls, address):
    ticket, supervisor = halls.take(), browser_of("penyelia")
    assert "1 orang masih menunggu" in supervisor.get(address).content.decode()
    answer = supervisor.post(address, {"hari": today().isoformat()}, follow=True)
    assert answer.redirect_chain == [("/loket/", 303)]
    assert "1 nomor yang masih terbuka diakhiri" in answer.content.decode()
    assert queries.ticket_view(ticket.id, now=clock.now()).state == "unserved"


@pytest.mark.parametrize("day", ["", "kemarin", (today() - timedelta(days=1)).isoformat()])
def test_a_question_about_another_day_closes_nothing(browser_of, halls, address, day):
    ticket = halls.take()
    assert browser_of("penyelia").post(address, {"hari": day}).status_code == 422
    assert queries.ticket_view(ticket.id, now=clock.now()).state == "waiting"


def test_only_supervisors_of_the_office_may_close(browser_of, halls, address):
    ticket = halls.take()
    for name in ("petugas", "tetangga"):
        assert browser_of(name).get(address).status_code == 403
        assert browser_of(name).post(address, {"hari": today().isoformat()}).status_code == 403
    elsewhere = f"/loket/tutup/{halls.away.office.slug}/"
    assert browser_of("penyelia").post(elsewhere, {"hari": today().isoformat()}).status_code == 403
    assert queries.ticket_view(ticket.id, now=clock.now()).state == "waiting"


def test_officers_are_not_offered_to_close(browser_of, address):
    assert address in browser_of("penyelia").get("/loket/").content.decode()
    assert address not in browser_of("petugas").get("/loket/").content.decode()
