"""What a kiosk shows to tap: institutions, or the services of one, six to a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext

from pendopo.design.wording import when
from pendopo.queue.queries import ServiceState
from pendopo.queue.wording import waiting_words

#: Tiles of one page: what fits a screen of 1280 x 800 without scrolling, each within reach.
PER_PAGE = 6
#: Services that the tile of an institution names.
_NAMED = 3


@dataclass(frozen=True)
class Tile:
    """One thing to tap. `letter` is empty for institutions; without `href` it is shown only, and `state` says why."""

    title: str
    text: str
    state: str
    letter: str
    href: str


@dataclass(frozen=True)
class Page:
    """One page of tiles. `previous` and `next` are page numbers, 0 where there is none."""

    tiles: tuple[Tile, ...]
    number: int
    count: int

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1 if self.number < self.count else 0


def page_of(tiles: Sequence[Tile], asked: str) -> Page:
    """The page that was asked for; the first one for anything that is no page."""
    count = max(1, -(-len(tiles) // PER_PAGE))
    number = int(asked) if asked.isdecimal() and len(asked) < 4 and 0 < int(asked) <= count else 1
    return Page(tuple(tiles[(number - 1) * PER_PAGE : number * PER_PAGE]), number, count)


def institution_tiles(
    office: str, states: Sequence[ServiceState], zone: ZoneInfo, now: datetime
) -> list[Tile]:
    """One tile per institution, in the order of their letters; one with a single service leads straight to it."""
    groups: dict[int, list[ServiceState]] = {}
    for state in sorted(states, key=_letter):
        groups.setdefault(state.service.agency_id, []).append(state)
    return [
        service_tile(office, group[0], zone, now) if len(group) == 1 else _institution_tile(office, group)
        for group in groups.values()
    ]


def service_tiles(
    office: str, states: Sequence[ServiceState], agency_id: int, zone: ZoneInfo, now: datetime
) -> list[Tile]:
    """The services of one institution, by letter."""
    own = [state for state in states if state.service.agency_id == agency_id]
    return [service_tile(office, state, zone, now) for state in sorted(own, key=_letter)]


def service_tile(office: str, state: ServiceState, zone: ZoneInfo, now: datetime) -> Tile:
    """A service with how many wait, or why it gives no numbers."""
    service = state.service
    return Tile(
        title=service.name,
        text=service.agency_name,
        state=waiting_words(state.waiting) if state.takes_numbers else closed_words(state, zone, now),
        letter=service.code,
        href=reverse("queue:kiosk-question", args=[office, service.id]) if state.takes_numbers else "",
    )


def closed_words(state: ServiceState, zone: ZoneInfo, now: datetime) -> str:
    """Why no numbers are given, and when they are again if that is known."""
    if state.quota_left == 0:
        return gettext("Nomor hari ini sudah habis")
    if state.opening.opens_at is None:
        return gettext("Hari ini sudah tutup")
    return gettext("Tutup, buka %(when)s") % {"when": when(state.opening.opens_at, zone, now=now)}


def _institution_tile(office: str, group: Sequence[ServiceState]) -> Tile:
    names = [state.service.name for state in group]
    more = len(names) - _NAMED
    text = ", ".join(names[:_NAMED])
    if more > 0:
        text = gettext("%(names)s, dan %(n)s lainnya") % {"names": text, "n": more}
    is_open = any(state.takes_numbers for state in group)
    address = reverse("queue:kiosk-agency", args=[office, group[0].service.agency_id])
    return Tile(
        title=group[0].service.agency_name,
        text=text,
        state="" if is_open else gettext("Sedang tidak membuka nomor"),
        letter="",
        href=address if is_open else "",
    )


def _letter(state: ServiceState) -> tuple[int, str]:
    return len(state.service.code), state.service.code
