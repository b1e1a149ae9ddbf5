"""The workplace of an officer, as forms without any script."""

import re

import pytest
from django.test import Client

from pendopo.queue import queries


def held(browser, halls, counter=0):
    """The id of the ticket that the screen of the counter shows; empty when it shows none."""
    page = browser.get(f"/loket/{halls.home.counters[counter].pk}/").content.decode()
    return re.search(r'name="tiket" value="([0-9a-f-]*)"', page)[1]


def press(browser, halls, step, *, ticket=None, counter=0, **more):
    """Press a button of the counter, by default on the ticket that its screen shows."""
    shown = held(browser, halls, counter) if ticket is None else ticket
    address = f"/loket/{halls.home.counters[counter].pk}/langkah/"
    return browser.post(address, {"langkah": step, "tiket": shown, **more}, follow=True)


def state(ticket):
    from pendopo.kernel import clock

    return queries.ticket_view(ticket.id, now=clock.now()).state.value


def test_a_shift_from_call_to_finish(officer, halls):
    first, second = halls.take(), halls.take()
    answer = press(officer, halls, "panggil")
    assert answer.redirect_chain[0][1] == 303
    assert f"Nomor {first.number} dipanggil ke Loket 1." in answer.content.decode()
    assert state(first) == "called"
    press(officer, halls, "panggil-ulang")
    press(officer, halls, "mulai")
    assert state(first) == "serving"
    press(officer, halls, "selesai-panggil")
    assert (state(first), state(second)) == ("finished", "called")
    press(officer, halls, "tidak-hadir")
    assert state(second) == "no-show"
    assert "Tidak ada yang menunggu" in press(officer, halls, "panggil").content.decode()


def test_the_last_ticket_is_finished_although_nobody_waits(officer, halls):
    only = halls.take()
    press(officer, halls, "panggil")
    answer = press(officer, halls, "selesai-panggil")
    assert state(only) == "finished"
    assert "Tidak ada lagi yang menunggu" in answer.content.decode()


def test_a_transfer_goes_to_the_chosen_line(officer, halls):
    ticket = halls.take()
    press(officer, halls, "panggil")
    answer = press(officer, halls, "alihkan", layanan=halls.home.services[1].pk)
    assert f"Nomor {ticket.number} dialihkan ke Layanan 2." in answer.content.decode()
    assert state(ticket) == "waiting"


@pytest.mark.parametrize("service", ["", "tiga", "9" * 30, "0"])
def test_a_transfer_without_a_service_keeps_the_ticket(officer, halls, service):
    ticket = halls.take()
    press(officer, halls, "panggil")
    assert press(officer, halls, "alihkan", layanan=service).status_code in {409, 422}
    assert state(ticket) == "called"


def test_a_transfer_never_leaves_the_building(officer, halls):
    ticket = halls.take()
    press(officer, halls, "panggil")
    assert press(officer, halls, "alihkan", layanan=halls.away.services[0].pk).status_code == 422
    assert state(ticket) == "called"


def test_a_double_press_of_next_calls_one_ticket(officer, halls):
    first, second = halls.take(), halls.take()
    shown = held(officer, halls)
    press(officer, halls, "panggil", ticket=shown)
    again = press(officer, halls, "panggil", ticket=shown)
    assert again.status_code == 409
    assert "Status sudah berubah" in again.content.decode()
    assert (state(first), state(second)) == ("called", "waiting")


def test_a_double_press_of_finish_and_next_ends_one_ticket(officer, halls):
    tickets = [halls.take() for _ in range(3)]
    press(officer, halls, "panggil")
    shown = held(officer, halls)
    press(officer, halls, "selesai-panggil", ticket=shown)
    again = press(officer, halls, "selesai-panggil", ticket=shown)
    assert again.status_code == 409
    assert [state(ticket) for ticket in tickets] == ["finished", "called", "waiting"]
    assert tickets[1].number in again.content.decode(), "the fresh state is shown"


@pytest.mark.parametrize("step", ["panggil-ulang", "mulai", "selesai", "tidak-hadir", "selesai-panggil"])
def test_a_stale_screen_changes_nothing_at_another_counter(officer, halls, step):
    """The ticket was transferred and called elsewhere while this screen still shows it."""
    ticket = halls.take()
    press(officer, halls, "panggil")
    press(officer, halls, "alihkan", layanan=halls.home.services[1].pk)
    press(officer, halls, "panggil", counter=1)
    assert press(officer, halls, step, ticket=ticket.id).status_code == 409
    assert state(ticket) == "called"
    assert held(officer, halls, counter=1) == str(ticket.id)


@pytest.mark.parametrize("step", ["mulai", "panggil-ulang", "tidak-hadir"])
def test_a_step_that_does_not_fit_the_state_is_refused(officer, halls, step):
    ticket = halls.take()
    press(officer, halls, "panggil")
    press(officer, halls, "mulai")
    assert press(officer, halls, step).status_code == 409
    assert state(ticket) == "serving"


@pytest.mark.parametrize("ticket", ["", "bukan-nomor", "3f0d3c1e-6a51-4b6e-9a53-0c8a1b2d4e5f", "x" * 40_000])
def test_a_step_without_a_known_ticket_shows_the_present_state(officer, halls, ticket):
    answer = press(officer, halls, "selesai", ticket=ticket)
    assert answer.status_code == 409
    assert "Status sudah berubah" in answer.content.decode()


def test_an_unknown_button_is_refused(officer, halls):
    assert press(officer, halls, "hapus-semua").status_code == 422


@pytest.mark.parametrize("address", ["/loket/999999/", "/loket/99999999999999999999999/"])
def test_an_unknown_counter_is_not_found(officer, address):
    assert officer.get(address).status_code == 404


def test_an_officer_of_another_office_sees_and_does_nothing(browser_of, halls):
    ticket = halls.take()
    stranger = browser_of("tetangga")
    assert stranger.get(halls.desk).status_code == 403
    assert stranger.get(f"{halls.desk}antrean/").status_code == 403
    assert stranger.post(f"{halls.desk}langkah/", {"langkah": "panggil", "tiket": ""}).status_code == 403
    assert "MPP Uji" in stranger.get("/loket/").content.decode()
    assert halls.desk not in stranger.get("/loket/").content.decode()
    assert state(ticket) == "waiting"


def test_people_without_the_permission_are_kept_out(browser_of, halls):
    assert browser_of("penyunting").get("/loket/").status_code == 403
    assert Client().get(halls.desk).headers["Location"].startswith("/masuk/")


def test_the_forms_need_their_token(browser_of, halls):
    officer = browser_of("petugas")
    officer.handler.enforce_csrf_checks = True
    ticket = halls.take()
    assert officer.post(f"{halls.desk}langkah/", {"langkah": "panggil", "tiket": ""}).status_code == 403
    assert state(ticket) == "waiting"


def test_a_link_cannot_press_a_button(officer, halls):
    assert officer.get(f"{halls.desk}langkah/?langkah=panggil").status_code == 405
    assert officer.post(halls.desk).status_code == 405


def test_the_lines_say_who_waits_and_how_long(officer, halls):
    halls.take(), halls.take(), halls.take(priority=True)
    page = officer.get(f"{halls.desk}antrean/").content.decode()
    assert "3 menunggu" in page
    assert "1 prioritas" in page
    assert "dalam janji 30 menit" in page
    assert "A-003" in page.split("Berikutnya:")[1].split(",")[0], "priority comes first"


def test_looking_at_the_lines_does_not_take_the_message_away(officer, halls):
    ticket = halls.take()
    officer.post(f"{halls.desk}langkah/", {"langkah": "panggil", "tiket": ""})
    officer.get(f"{halls.desk}antrean/")
    assert f"Nomor {ticket.number} dipanggil" in officer.get(halls.desk).content.decode()
