"""Who asks: an analyst of one agency, with the access that holds today."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pendopo.accounts.domain.policy import Permission, grants_giving
from pendopo.datahouse.domain.access_requests import AccessState
from pendopo.datahouse.domain.asking_errors import NoAgency
from pendopo.datahouse.domain.policy import Reach, Viewer
from pendopo.datahouse.models import AccessRequest
from pendopo.directory.queries import AgencyView, agencies_of, governments
from pendopo.kernel.actor import Actor


@dataclass(frozen=True)
class Analyst:
    """Somebody who asks for an agency. `accesses` maps data sets to the request by which they are reached."""

    agency: AgencyView
    choices: tuple[AgencyView, ...]
    viewer: Viewer
    accesses: Mapping[str, UUID]


def analyst(*, actor: Actor, agency: str, today: date, key: bytes) -> Analyst:
    """`actor` as an analyst of `agency` (its number as text), or of the first one. Raises `NoAgency`."""
    choices = tuple(_agencies(actor))
    found = next(((one, home) for one, home in choices if agency in ("", str(one.id))), None)
    if found is None:
        raise NoAgency
    chosen, government_id = found
    granted: dict[str, Reach] = {}
    accesses: dict[str, UUID] = {}
    rows = AccessRequest.objects.filter(
        asked_by_id=actor.account_id, agency_id=chosen.id, state=AccessState.GRANTED.value, until__gte=today
    )
    # Rows after aggregates: who was granted both may go as far as rows.
    for row in rows.select_related("dataset").order_by("reach"):
        granted[row.dataset.slug], accesses[row.dataset.slug] = Reach(row.reach), row.id
    viewer = Viewer(agency=chosen.slug, granted=granted, key=key, government_id=government_id)
    return Analyst(chosen, tuple(one for one, _ in choices), viewer, accesses)


def _agencies(actor: Actor) -> Iterator[tuple[AgencyView, int]]:
    """The agencies for which an account may ask, with their governments. A role for a whole government names none."""
    wanted = {grant.agency_id for grant in grants_giving(actor, Permission.ANALYSE_DATA)} - {None}
    if wanted:
        for home in governments():
            yield from ((one, home.id) for one in agencies_of(home.id) if one.id in wanted)
