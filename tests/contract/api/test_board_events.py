"""The display: full state, events, what was missed, and a lost database connection."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import httpx
import pytest

from tests.contract.api.listening import display, seconds_since
from tests.contract.api.visits import call_next, step, take
from tests.servers import Site, Town, Web


def board(api: httpx.Client, town: Town) -> dict:
    return api.get(f"/offices/{town.office}/board").json()


def shown(board: dict) -> list[tuple[int, str, int]]:
    return [(call["event"], call["number"], call["counter_id"]) for call in board["calls"]]


def waiting(board: dict) -> dict[int, int]:
    return {line["service_id"]: line["waiting"] for line in board["waiting"]}


def test_the_board_shows_calls_and_lines(api: httpx.Client, town: Town):
    take(api, town), take(api, town, 1), take(api, town, 1)
    call_next(api, town)
    now = board(api, town)
    (call,) = now["calls"]
    assert (call["number"], call["counter_name"], call["counter_floor"], call["again"]) == (
        "A-001",
        "Loket 1",
        "Lantai 2",
        False,
    )
    assert (now["office"], now["event"]) == (town.office, call["event"])
    assert waiting(now) == {town.services[0]: 0, town.services[1]: 2}


def test_nothing_on_the_board_is_a_holders_secret(api: httpx.Client, town: Town):
    ticket = take(api, town)
    with display(api, town) as screen:
        screen.hear()
        call_next(api, town)
        told = [screen.hear_until("ticket-called"), screen.hear()]
    assert ticket["id"] not in str(board(api, town)) + str(told)


def test_a_display_gets_the_board_first_and_a_call_within_a_second(api: httpx.Client, town: Town):
    take(api, town)
    with display(api, town) as screen:
        screen.hear()
        assert screen.kinds == ["board"]
        begun = time.monotonic()
        call_next(api, town)
        call = screen.hear_until("ticket-called")
        assert seconds_since(begun) < 1
    assert (call["number"], call["counter"], call["counter_name"], call["again"]) == (
        "A-001",
        town.counters[0],
        "Loket 1",
        False,
    )
    assert screen.last_id == str(call["event"])


def test_times_have_the_offset_of_the_place(api: httpx.Client, town: Town):
    take(api, town)
    with display(api, town) as screen:
        screen.hear()
        call_next(api, town)
        told = screen.hear_until("ticket-called")["at"]
    for written in (told, board(api, town)["calls"][0]["at"]):
        assert datetime.fromisoformat(written).utcoffset() == timedelta(hours=7)
        assert written.endswith("+07:00")


def test_a_recall_is_told_as_such(api: httpx.Client, town: Town):
    ticket = take(api, town)
    call_next(api, town)
    with display(api, town) as screen:
        screen.hear()
        step(api, town, ticket, "recall")
        assert screen.hear_until("ticket-called")["again"] is True


def test_other_offices_are_not_heard(api: httpx.Client, site: Site, town: Town):
    elsewhere = site.town()
    take(api, elsewhere), take(api, town)
    with display(api, town) as screen:
        screen.hear()
        call_next(api, elsewhere)
        call_next(api, town)
        assert screen.hear_until("ticket-called")["service"] == town.services[0]


def test_who_comes_back_hears_what_was_missed_and_then_the_board(api: httpx.Client, town: Town):
    first, second = take(api, town), take(api, town)
    call_next(api, town)
    seen = board(api, town)["event"]
    call_next(api, town, 1)
    step(api, town, first, "recall")
    with display(api, town, str(seen)) as screen:
        missed = [screen.hear(), screen.hear()]
        screen.hear()
    assert screen.kinds == ["ticket-called", "ticket-called", "board"]
    assert [call["number"] for call in missed] == [second["number"], first["number"]]
    assert [call["again"] for call in missed] == [False, True]
    assert screen.shown == shown(board(api, town))


def test_a_last_event_id_that_is_none_is_ignored(api: httpx.Client, town: Town):
    take(api, town)
    call_next(api, town)
    for nonsense in ("x", "-1", "9" * 40, "1.5"):
        with display(api, town, nonsense) as screen:
            screen.hear()
            assert screen.kinds == ["board"]


def test_an_old_board_and_the_events_since_are_the_fresh_board(api: httpx.Client, town: Town):
    for place in range(8):
        take(api, town, place % 2)
    call_next(api, town)
    with display(api, town) as screen:
        old = screen.hear()
        for round_ in range(6):
            call_next(api, town, round_ % 2, close="finish")
        present = call_next(api, town, 1, close="finish").json()
        step(api, town, present, "recall")
        step(api, town, present, "transfer", service=town.services[0])
        gone = take(api, town, 1)
        api.delete(f"/tickets/{gone['id']}")
        last = take(api, town)
        call_next(api, town, 1)
        fresh = board(api, town)
        while screen.calls.get(fresh["calls"][0]["number"], {}).get("event") != fresh["event"]:
            screen.hear()
    assert last["number"] == "A-005"
    assert screen.kinds.count("board") == 1
    assert screen.shown == shown(fresh)
    moved = {line for line, count in waiting(fresh).items() if count != waiting(old)[line]}
    assert moved <= screen.changed


def test_the_same_call_is_never_on_the_board_twice(api: httpx.Client, town: Town):
    for _ in range(7):
        take(api, town)
    for _ in range(7):
        ticket = call_next(api, town, close="finish").json()
        step(api, town, ticket, "recall")
    numbers = [call["number"] for call in board(api, town)["calls"]]
    assert numbers == ["A-007", "A-006", "A-005", "A-004", "A-003"]


@pytest.fixture(scope="module")
def lonely_web(site: Site) -> Iterator[Web]:
    """One process, whose connections to the database bear its name."""
    with site.serving(1, PGAPPNAME="lonely") as web:
        yield web


@pytest.fixture
def lonely(lonely_web: Web) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=lonely_web.api, timeout=30) as api:
        yield api


def test_a_lost_database_connection_brings_a_fresh_board(site: Site, lonely: httpx.Client, town: Town):
    take(lonely, town), take(lonely, town)
    with display(lonely, town) as screen:
        screen.hear()
        call_next(lonely, town)
        screen.hear_until("ticket-called")
        assert _end_listening(site) == 1
        fresh = screen.hear_until("board")
        assert shown(fresh) == shown(board(lonely, town))
        begun = time.monotonic()
        call_next(lonely, town, close="finish")
        assert screen.hear_until("ticket-called")["number"] == "A-002"
        assert seconds_since(begun) < 1


def test_calls_made_while_nobody_listens_are_on_the_fresh_board(site: Site, lonely: httpx.Client, town: Town):
    for _ in range(4):
        take(lonely, town)
    with display(lonely, town) as screen:
        screen.hear()
        _end_listening(site)
        for _ in range(4):
            call_next(lonely, town, close="finish")
        while screen.shown != shown(board(lonely, town)):
            screen.hear()
    assert [number for _, number, _ in screen.shown] == ["A-004", "A-003", "A-002", "A-001"]


def _end_listening(site: Site) -> int:
    """End the connection with which the lonely process listens, as a restart of the database would."""
    ended = site.rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        " AND query = 'LISTEN pendopo_live' AND application_name = 'lonely'"
    )
    return len(ended)
