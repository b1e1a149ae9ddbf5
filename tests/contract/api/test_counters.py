"""Calls of staff: next, recall, serve, finish, no-show, transfer, and who may."""

import uuid
from typing import Any

import httpx
import pytest

from tests.contract.api.visits import call_next, problem, served, step, take
from tests.servers import Site, Town

VERBS = ("recall", "serve", "finish", "no-show", "transfer")


@pytest.fixture(scope="module")
def waiting(api: httpx.Client, quiet: Town) -> dict[str, Any]:
    """A ticket that waits, and still does after each refusal."""
    return take(api, quiet)


@pytest.fixture(scope="module")
def finished(api: httpx.Client, site: Site) -> tuple[Town, dict[str, Any]]:
    """An office whose only ticket was served."""
    town = site.town(services=2)
    return town, served(api, town)


def test_the_next_number_is_called_to_the_counter(api: httpx.Client, town: Town):
    ticket = take(api, town)
    called = call_next(api, town)
    assert called.status_code == 200
    assert (called.json()["id"], called.json()["state"], called.json()["ahead"]) == (
        ticket["id"],
        "called",
        None,
    )
    assert called.json()["counter"]["id"] == town.counters[0]


def test_nobody_waits_is_an_empty_answer(api: httpx.Client, town: Town):
    answer = call_next(api, town)
    assert (answer.status_code, answer.content) == (204, b"")


def test_a_counter_that_holds_a_ticket_is_busy(api: httpx.Client, town: Town):
    take(api, town), take(api, town)
    call_next(api, town)
    assert "A-001" in problem(call_next(api, town), 409, "counter-busy")["detail"]


@pytest.mark.parametrize(("close", "state"), [("finish", "finished"), ("no-show", "no-show")])
def test_the_next_call_may_say_how_the_present_ticket_ends(
    api: httpx.Client, town: Town, close: str, state: str
):
    first, second = take(api, town), take(api, town)
    call_next(api, town)
    assert call_next(api, town, close=close).json()["id"] == second["id"]
    assert api.get(f"/tickets/{first['id']}").json()["state"] == state


def test_a_ticket_that_is_being_served_is_no_no_show_and_nothing_changes(api: httpx.Client, town: Town):
    first, second = take(api, town), take(api, town)
    call_next(api, town)
    step(api, town, first, "serve")
    problem(call_next(api, town, close="no-show"), 409, "wrong-state")
    assert api.get(f"/tickets/{first['id']}").json()["state"] == "serving"
    assert api.get(f"/tickets/{second['id']}").json()["state"] == "waiting"


def test_a_call_that_ends_the_last_ticket_ends_it_although_nobody_waits(api: httpx.Client, town: Town):
    ticket = take(api, town)
    call_next(api, town)
    assert call_next(api, town, close="finish").status_code == 204
    assert api.get(f"/tickets/{ticket['id']}").json()["state"] == "finished"


@pytest.mark.parametrize(
    "body", [{"close": "cancel"}, {"close": 1}, {"close": "finish", "x": 1}, [], "finish"]
)
def test_how_a_ticket_ends_is_checked(api: httpx.Client, quiet: Town, body: object):
    answer = api.post(f"/counters/{quiet.counters[0]}/next", json=body, headers=quiet.staff)
    problem(answer, 422, "invalid")


@pytest.mark.parametrize("counter", ["0", "999999999", "x", "-1", "1" * 30, "%00", "٣"])
def test_an_unknown_counter_is_not_found(api: httpx.Client, quiet: Town, counter: str):
    problem(api.post(f"/counters/{counter}/next", headers=quiet.staff), 404, "not-found")


def test_the_steps_of_a_ticket(api: httpx.Client, town: Town):
    ticket = take(api, town)
    call_next(api, town)
    told = [step(api, town, ticket, verb) for verb in ("recall", "serve", "finish")]
    assert [answer.status_code for answer in told] == [200, 200, 200]
    assert [answer.json()["state"] for answer in told] == ["called", "serving", "finished"]


def test_a_no_show(api: httpx.Client, town: Town):
    ticket = take(api, town)
    call_next(api, town)
    assert step(api, town, ticket, "no-show").json()["state"] == "no-show"


def test_a_transferred_ticket_waits_under_its_number_in_the_other_line(api: httpx.Client, town: Town):
    ticket = take(api, town)
    call_next(api, town)
    moved = step(api, town, ticket, "transfer", service=town.services[1]).json()
    assert (moved["number"], moved["state"], moved["service"], moved["ahead"], moved["counter"]) == (
        "A-001",
        "waiting",
        town.services[1],
        0,
        None,
    )
    assert call_next(api, town, 1).json()["id"] == ticket["id"]


def test_a_transfer_goes_to_another_service_of_the_same_office(api: httpx.Client, stranger: Town, town: Town):
    ticket = take(api, town)
    problem(step(api, town, ticket, "transfer", service=town.services[0]), 422, "invalid")
    problem(step(api, town, ticket, "transfer", service=stranger.services[0]), 422, "invalid")
    problem(step(api, town, ticket, "transfer", service=2**40), 422, "invalid")
    problem(step(api, town, ticket, "transfer", service=2**70), 422, "invalid")
    problem(step(api, town, ticket, "transfer"), 422, "invalid")
    assert api.get(f"/tickets/{ticket['id']}").json()["state"] == "waiting"


@pytest.mark.parametrize("verb", ["recall", "serve", "finish", "no-show"])
def test_a_waiting_ticket_takes_no_step_of_a_counter(
    api: httpx.Client, quiet: Town, waiting: dict[str, Any], verb: str
):
    problem(step(api, quiet, waiting, verb), 409, "wrong-state")


@pytest.mark.parametrize("verb", VERBS)
def test_a_finished_ticket_takes_no_step(api: httpx.Client, finished: tuple[Town, dict[str, Any]], verb: str):
    town, ticket = finished
    body = {"service": town.services[1]} if verb == "transfer" else {}
    problem(step(api, town, ticket, verb, **body), 409, "wrong-state")


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer pdp_wrong", "Bearer " + "x" * 4000, "Basic cGV0dWdhczp4", "pdp_x",
     "Bearer pdp_\u00ff"],
)  # fmt: skip
@pytest.mark.parametrize("verb", ["next", *VERBS])
def test_without_a_valid_key_nothing_happens(
    api: httpx.Client, quiet: Town, waiting: dict[str, Any], authorization: str | None, verb: str
):
    path = f"/counters/{quiet.counters[0]}/next" if verb == "next" else f"/tickets/{waiting['id']}/{verb}"
    headers = {} if authorization is None else {"authorization": authorization.encode("latin-1")}
    body = {"service": quiet.services[1]} if verb == "transfer" else None
    answer = api.post(path, headers=headers, json=body)
    problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"] == "Bearer"
    assert api.get(f"/tickets/{waiting['id']}").json()["state"] == "waiting"


@pytest.mark.parametrize("verb", ["next", *VERBS])
def test_the_key_of_another_office_is_forbidden(
    api: httpx.Client, quiet: Town, waiting: dict[str, Any], stranger: Town, verb: str
):
    path = f"/counters/{quiet.counters[0]}/next" if verb == "next" else f"/tickets/{waiting['id']}/{verb}"
    body = {"service": quiet.services[1]} if verb == "transfer" else None
    problem(api.post(path, headers=stranger.staff, json=body), 403, "forbidden")
    assert api.get(f"/tickets/{waiting['id']}").json()["state"] == "waiting"


@pytest.mark.parametrize("verb", VERBS)
def test_a_step_with_an_unknown_ticket_is_not_found(api: httpx.Client, quiet: Town, verb: str):
    body = {"service": quiet.services[1]} if verb == "transfer" else {}
    problem(step(api, quiet, {"id": str(uuid.uuid4())}, verb, **body), 404, "not-found")
    problem(step(api, quiet, {"id": "A-001"}, verb, **body), 404, "not-found")
