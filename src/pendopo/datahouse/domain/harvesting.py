"""Reading the catalogue of another site: which request comes next, and what of an answer is taken over.

The way of ckanext-harvest: pages by `sort=id asc` until an empty one; the same page twice is a fault; between full
readings only what changed, an hour earlier than the last time because clocks differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode, urlsplit

from pendopo.datahouse.domain.neighbour_errors import AnswerRefused

ROWS = 100
#: A catalogue of more pages is none that a region keeps; it rather never ends.
MOST_PAGES = 1_000
OVERLAP = timedelta(hours=1)
#: Deletions are only noticed by reading everything.
FULL_EVERY = timedelta(days=7)
#: An interrupted reading goes on where it was; after that, the other side may be another one.
RESUMED_FOR = timedelta(hours=12)
_LONGEST_TEXT = 20_000


class RunState(StrEnum):
    """How a reading stands."""

    RUNNING = "berjalan"
    DONE = "selesai"
    FAILED = "gagal"


@dataclass(frozen=True)
class Found:
    """A data set of another site, as much of it as our catalogue shows."""

    remote_id: str
    title: str
    summary: str
    publisher: str
    licence: str
    tags: tuple[str, ...]
    formats: tuple[str, ...]
    address: str
    modified: str


def since_of(last_done: datetime | None, last_full: datetime | None, now: datetime) -> datetime | None:
    """From when on changes are asked; None: everything. `last_done` began when the last good reading began."""
    if last_done is None or last_full is None or now - last_full >= FULL_EVERY:
        return None
    return last_done - OVERLAP


def page_address(url: str, *, start: int, organizations: Sequence[str], since: datetime | None) -> str:
    """The address of one page of `package_search`."""
    terms = [" OR ".join(f"organization:{name}" for name in organizations)] if organizations else []
    if since is not None:
        moment = since.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
        terms.append(f"metadata_modified:[{moment}Z TO *]")
    wish = {"rows": str(ROWS), "start": str(start), "sort": "id asc"} | (
        {"fq": " ".join(terms)} if terms else {}
    )
    return f"{url}/api/3/action/package_search?{urlencode(wish)}"


def read_page(body: Any, source: str) -> tuple[Found, ...]:
    """The data sets of one answer; empty at the end. Raises `AnswerRefused` for what no CKAN answers."""
    result = body.get("result") if isinstance(body, Mapping) and body.get("success") is True else None
    packages = result.get("results") if isinstance(result, Mapping) else None
    if not isinstance(packages, list) or len(packages) > 1000:
        raise AnswerRefused(why="jawabannya bukan package_search dari CKAN")
    return tuple(_found(one, source) for one in packages)


def _found(one: Any, source: str) -> Found:
    if not isinstance(one, Mapping) or not _text(one.get("id")):
        raise AnswerRefused(why="ada kumpulan data tanpa id")
    organization = one.get("organization")
    return Found(
        remote_id=_text(one.get("id"))[:100],
        title=(_text(one.get("title")) or _text(one.get("name")) or _text(one.get("id")))[:300],
        summary=_text(one.get("notes")),
        publisher=_text(organization.get("title") if isinstance(organization, Mapping) else "")[:200],
        licence=_text(one.get("license_id"))[:60],
        tags=_names(one.get("tags"), "display_name", "name"),
        formats=tuple(sorted({name.upper() for name in _names(one.get("resources"), "format")})),
        address=_address(one, source),
        modified=_text(one.get("metadata_modified"))[:40],
    )


def _address(one: Mapping[str, Any], source: str) -> str:
    """Its page at the other site: its own word if that lies at the same host, else CKAN's usual address."""
    said = _text(one.get("url"))[:1000]
    same = said.startswith(("http://", "https://")) and urlsplit(said).hostname == urlsplit(source).hostname
    return said if same else f"{source}/dataset/{_text(one.get('name')) or _text(one.get('id'))}"[:1000]


def _names(value: Any, *keys: str) -> tuple[str, ...]:
    found = []
    for part in value if isinstance(value, list) else []:
        text = (
            next((_text(part.get(key)) for key in keys if part.get(key)), "")
            if isinstance(part, Mapping)
            else ""
        )
        if text and text not in found:
            found.append(text[:60])
    return tuple(found[:30])


def _text(value: Any) -> str:
    """Plain text; a NUL would stop the database."""
    return value.replace("\x00", "").strip()[:_LONGEST_TEXT] if isinstance(value, str) else ""
