"""The OpenAPI document: valid, complete, and true (the client of these tests holds every reply against it)."""

import re
import uuid

import httpx
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from tests.contract.api.described import Described

CALLS = {
    "GET /offices/{office}/services", "POST /tickets", "GET /tickets/{ticket}", "DELETE /tickets/{ticket}",
    "POST /counters/{counter}/next", "POST /tickets/{ticket}/recall", "POST /tickets/{ticket}/serve",
    "POST /tickets/{ticket}/finish", "POST /tickets/{ticket}/no-show", "POST /tickets/{ticket}/transfer",
    "POST /tickets/{ticket}/survey-code", "POST /survey/answers", "GET /offices/{office}/ikm",
    "GET /offices/{office}/board", "GET /offices/{office}/events", "GET /healthz", "GET /readyz", "GET /metrics",
    "GET /openapi.json",
}  # fmt: skip


def operations(described: Described) -> dict[str, dict]:
    return {
        f"{method.upper()} {path}": operation
        for path, methods in described.document["paths"].items()
        for method, operation in methods.items()
    }


def test_the_document_is_valid(described: Described):
    validate(described.document, cls=OpenAPIV31SpecValidator)


def test_it_describes_every_call_that_others_rely_on(described: Described):
    assert operations(described).keys() >= CALLS


def test_every_described_call_is_served(api: httpx.Client, described: Described):
    for call in operations(described):
        method, path = call.split()
        if path.endswith("/events"):
            continue  # answers for ever; test_board_events listens to it
        address = re.sub(r"\{\w+\}", str(uuid.uuid4()), path)
        answer = api.request(method, address)
        assert answer.status_code not in {405, 500, 501}, call
        if answer.status_code == 404:
            assert "openapi.json" not in answer.json()["detail"], f"{call} is no address"


def test_every_call_has_a_name_of_its_own_and_says_what_it_is_for(described: Described):
    told = operations(described).values()
    names = [operation["operationId"] for operation in told]
    assert len(set(names)) == len(names)
    assert all(operation["summary"] for operation in told)


def test_calls_of_staff_name_the_key_that_they_need(described: Described):
    for call, operation in operations(described).items():
        needs_key = any(
            part in call for part in ("/counters/", "/deliveries", "/data/query")
        ) or call.endswith(("/recall", "/serve", "/finish", "/no-show", "/transfer"))
        assert ("security" in operation) == needs_key, call
        assert ("401" in operation["responses"]) == needs_key, call
