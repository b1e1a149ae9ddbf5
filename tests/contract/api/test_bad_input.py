"""Whatever is sent: a problem document in plain words, and nothing is half done."""

import json

import httpx
import pytest

from tests.contract.api.visits import problem, take
from tests.servers import Town, Web

DEEP = b"[" * 8_000 + b"]" * 8_000


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"null", b"[]", b'"A"', b"\xff\xfe{}", b'{"service": 1', DEEP, b'{"service": ' + DEEP + b"}",
     b'{"holder": "\\ud800", "service": 1}', b"service=1"],
    ids=lambda content: repr(content[:16]),
)  # fmt: skip
def test_a_body_that_is_not_the_expected_json_is_invalid(api: httpx.Client, content: bytes):
    problem(api.post("/tickets", content=content), 422, "invalid")


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({}, "service"),
        ({"service": None}, "service"),
        ({"service": "1"}, "service"),
        ({"service": 1.5}, "service"),
        ({"service": True}, "service"),
        ({"service": 0}, "service"),
        ({"service": -1}, "service"),
        ({"service": 2**63}, "service"),
        ({"service": 2**70}, "service"),
        ({"service": [1]}, "service"),
        ({"service": 1, "priority": "ya"}, "priority"),
        ({"service": 1, "priority": 1}, "priority"),
        ({"service": 1, "holder": 7}, "holder"),
        ({"service": 1, "nik": "3576010101010001"}, "nik"),
    ],
)
def test_a_wrong_field_is_named_in_indonesian(api: httpx.Client, wish: dict[str, object], field: str):
    told = problem(api.post("/tickets", json=wish), 422, "invalid")
    assert told["field"] == field
    assert "Expected" not in told["detail"]
    assert "Object" not in told["detail"]


def test_names_of_clients_have_a_longest_length(api: httpx.Client, town: Town):
    wish = {"service": town.services[0]}
    problem(api.post("/tickets", json=wish, headers={"idempotency-key": "k" * 201}), 422, "invalid")
    problem(api.post("/tickets", json=wish | {"holder": "h" * 201}), 422, "invalid")
    assert take(api, town)["number"] == "A-001"


@pytest.mark.parametrize("path", ["/tickets", "/survey/answers"])
def test_forty_kilobytes_in_a_field_are_too_large(api: httpx.Client, path: str):
    problem(api.post(path, json={"service": 1, "holder": "x" * 40_000}), 413, "too-large")


def test_a_body_that_is_sent_in_pieces_without_a_length_is_bounded_too(api: httpx.Client):
    problem(api.post("/tickets", content=(b"x" * 1_000 for _ in range(40))), 413, "too-large")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/tickets", "POST"),
        ("GET", "/tickets", "POST"),
        ("POST", "/tickets/3f0d3c1e-6a51-4b6e-9a53-0c8a1b2d4e5f", "DELETE, GET"),
        ("GET", "/counters/1/next", "POST"),
        ("GET", "/tickets/3f0d3c1e-6a51-4b6e-9a53-0c8a1b2d4e5f/finish", "POST"),
        ("POST", "/offices/mpp/board", "GET"),
        ("DELETE", "/offices/mpp/events", "GET"),
        ("POST", "/openapi.json", "GET"),
        ("POST", "/healthz", "GET"),
        ("PATCH", "/tickets", "POST"),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(api: httpx.Client, method: str, path: str, allowed: str):
    answer = api.request(method, path)
    assert allowed in problem(answer, 405, "wrong-method")["detail"]
    assert answer.headers["allow"] == allowed


@pytest.mark.parametrize("path", ["", "/", "/x", "/tickets/", "/tickets/a/b/c", "/counters", "/offices/x"])
def test_an_address_that_does_not_exist_is_a_problem_as_well(web: Web, path: str):
    answer = httpx.get(f"{web.base_url}/api/v1{path}")
    if path == "":
        assert answer.status_code in {301, 404}
    elif path == "/tickets/":
        problem(answer, 405, "wrong-method")
    else:
        problem(answer, 404, "not-found")


def test_an_english_caller_is_not_refused(api: httpx.Client, town: Town):
    answer = api.post(
        "/tickets", json={"service": town.services[0]}, headers={"accept-language": "en-GB,en;q=0.9"}
    )
    assert answer.status_code == 201


def test_a_refusal_never_repeats_what_was_sent_as_a_secret(api: httpx.Client, town: Town):
    code = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-234"
    told = problem(api.post("/survey/answers", json={"code": code, "answers": {}}), 422, "invalid")
    assert code not in json.dumps(told)
