"""Few and careful HTTP calls: short waits, limited answers, nothing followed to other places."""

import http.client
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlsplit

#: Seconds that the other side gets for each step of a call.
PATIENCE = 5.0
#: The largest file of a log: a bundle of 256 entries of 65,535 bytes and their lengths.
LONGEST_ANSWER = 256 * (65_535 + 2)


class Unreachable(Exception):
    """The other side gave no usable answer; the message says what happened, without our secrets."""


@dataclass(frozen=True)
class Answer:
    """What the other side said."""

    status: int
    body: bytes
    content_type: str


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A log's address is its own: whoever answers in its place has to be asked by that name."""

    def redirect_request(self, *_: object) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirects)


def get(url: str, *, patience: float = PATIENCE) -> Answer:
    """The answer to GET, whatever its status. Raises `Unreachable`."""
    return _call(url, None, patience)


def post(url: str, body: bytes, *, patience: float = PATIENCE) -> Answer:
    """The answer to POST, whatever its status. Raises `Unreachable`."""
    return _call(url, body, patience)


def _call(url: str, body: bytes | None, patience: float) -> Answer:
    if urlsplit(url).scheme not in {"http", "https"}:
        raise Unreachable(f"{url} is no http or https address")
    headers = {"User-Agent": "pendopo"} | ({"Content-Type": "text/plain"} if body is not None else {})
    request = urllib.request.Request(url, body, headers)  # noqa: S310 - checked above
    try:
        with _opener.open(request, timeout=patience) as answer:
            return _read(answer.status, answer)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return _read(refusal.code, refusal)
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise Unreachable(f"{url}: {fault}") from fault


def _read(status: int, answer: "http.client.HTTPResponse | urllib.error.HTTPError") -> Answer:
    body = answer.read(LONGEST_ANSWER + 1)
    if len(body) > LONGEST_ANSWER:
        raise Unreachable("the answer is larger than any file of a log")
    return Answer(status, body, answer.headers.get("Content-Type", ""))
