"""Gathering: what the apps know is put into the library of evidence as drafts."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pendopo.assessment.actions.evidence import add_gathered
from pendopo.assessment.domain.pieces import Owner
from pendopo.assessment.domain.providers import EvidenceProvider, Gathered
from pendopo.assessment.files.intake import Intake
from pendopo.assessment.queries.evidence import reach
from pendopo.directory.queries import governments
from pendopo.kernel.actor import Actor
from pendopo.kernel.days import local_day

#: Draws what was gathered as a PDF.
Draw = Callable[[Gathered], bytes]


@dataclass(frozen=True)
class Draft:
    """A draft in the library: the same figures of the same days are the same draft."""

    id: uuid.UUID
    title: str


def gather_evidence(
    *,
    providers: Sequence[EvidenceProvider],
    draw: Draw,
    intake: Intake,
    owner: Owner,
    actor: Actor,
    now: datetime,
) -> tuple[Draft, ...]:
    """Ask every provider about the year so far, and keep what they tell as drafts of `owner`.

    Raises `Forbidden` unless the actor answers for that agency.
    """
    reach(actor).require_change(owner.government_id, owner.agency_id)
    last = local_day(now, owner.zone)
    issuer = next((one.name for one in governments() if one.id == owner.government_id), "")
    found = [
        gathered
        for provider in providers
        for gathered in provider.gather(owner.government_id, date(last.year, 1, 1), last)
    ]
    return tuple(_keep(one, issuer, draw, intake, owner, now) for one in found)


def _keep(found: Gathered, issuer: str, draw: Draw, intake: Intake, owner: Owner, now: datetime) -> Draft:
    facts = found.facts(issuer)
    ident = add_gathered(
        intake=intake,
        owner=owner,
        name=found.file_name,
        content=draw(found),
        facts=facts,
        provider=found.provider,
        now=now,
    )
    return Draft(ident, facts.title)
