"""The steps of a visit, as calls of the API."""

from typing import Any

import httpx

from tests.servers import Town


def take(api: httpx.Client, town: Town, service: int = 0, **wish: Any) -> dict[str, Any]:
    """A new ticket of the town's service with this place."""
    answer = api.post("/tickets", json={"service": town.services[service], **wish})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def call_next(api: httpx.Client, town: Town, counter: int = 0, **how: Any) -> httpx.Response:
    """The press of "next" at the town's counter with this place."""
    return api.post(f"/counters/{town.counters[counter]}/next", json=how or None, headers=town.staff)


def step(api: httpx.Client, town: Town, ticket: dict[str, Any], verb: str, **body: Any) -> httpx.Response:
    """One step of the officer with the ticket."""
    return api.post(f"/tickets/{ticket['id']}/{verb}", json=body or None, headers=town.staff)


def served(api: httpx.Client, town: Town, service: int = 0) -> dict[str, Any]:
    """A ticket that was taken, called and finished."""
    ticket = take(api, town, service)
    assert call_next(api, town).json()["id"] == ticket["id"]
    assert step(api, town, ticket, "finish").status_code == 200
    return ticket


def code_of(api: httpx.Client, ticket: dict[str, Any]) -> str:
    """The survey code of a served ticket."""
    answer = api.post(f"/tickets/{ticket['id']}/survey-code", json={})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["code"])


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The problem document of a refusal, after a look at its form (RFC 9457)."""
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "application/problem+json",
    ), answer.text
    told = answer.json()
    assert {"type", "title", "status", "detail", "code"} <= told.keys()
    assert (told["type"], told["status"], told["code"]) == (f"urn:pendopo:problem:{code}", status, code)
    assert told["title"]
    assert told["detail"].rstrip().endswith((".", "!")), told["detail"]
    assert "{" not in told["detail"], told["detail"]
    return dict(told)
