"""Every reply of the API is what its OpenAPI document promises: status, kind of content, and schema."""

import re
from typing import Any

import httpx
from jsonschema import Draft202012Validator

#: Refusals that any address can give, so that no operation names them.
EVERYWHERE = {405, 413, 503}
PREFIX = "/api/v1"


class Described:
    """The document of a running site, and the check of one reply against it."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self._patterns = [
            (re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), operations)
            for path, operations in document["paths"].items()
        ]

    def check(self, response: httpx.Response) -> None:
        """Raise `AssertionError` when the reply is not as described. For the hook of a client."""
        request = response.request
        operation = self._operation(request.method, request.url.path)
        if operation is None or response.status_code in EVERYWHERE:
            return
        place = f"{request.method} {request.url.path} {response.status_code}"
        promised = operation["responses"].get(str(response.status_code))
        assert promised, f"{place} is not described"
        if "content" not in promised:
            return
        kind = response.headers["content-type"].partition(";")[0]
        if kind == "text/event-stream":
            return
        response.read()
        assert kind in promised["content"] or kind == "text/plain", f"{place} is {kind}"
        if kind in promised["content"]:
            self._hold_schema(promised["content"][kind]["schema"], response.json(), place)

    def _operation(self, method: str, path: str) -> dict[str, Any] | None:
        for pattern, operations in self._patterns:
            if pattern.fullmatch(path.removeprefix(PREFIX)):
                return operations.get(method.lower())
        return None

    def _hold_schema(self, schema: dict[str, Any], content: Any, place: str) -> None:
        whole = {"components": self.document["components"], **schema}
        faults = [fault.message for fault in Draft202012Validator(whole).iter_errors(content)]
        assert not faults, f"{place}: {faults}"
