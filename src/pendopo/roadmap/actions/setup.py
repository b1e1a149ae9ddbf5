"""Begin a roadmap, and fill it with typical initiatives to edit."""

from datetime import datetime

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import Invalid
from pendopo.roadmap import queries, store
from pendopo.roadmap.domain.catalogue import Catalogue


def create_roadmap(
    *,
    actor: Actor,
    now: datetime,
    slug: str,
    government_id: int,
    title: str,
    assessment: str,
    first_year: int,
    last_year: int,
    example: bool = False,
) -> None:
    """Begin a roadmap for some years; its levels are those of an assessment.

    Raises `Forbidden`, `Invalid`, `NotFound`.
    """
    require(actor, Permission.PLAN_ROADMAP, Place(government_id=government_id))
    queries.footing(assessment)
    if not 2018 <= first_year <= last_year <= min(2100, first_year + 14):
        raise Invalid("Pilih tahun pertama dan terakhir, paling lama 15 tahun.", field="tahun")
    if not 3 <= len(title.strip()) <= 160:
        raise Invalid("Beri nama peta rencana.", field="nama")
    with transaction.atomic():
        store.add_roadmap(
            slug=slug,
            government_id=government_id,
            title=title.strip(),
            assessment=assessment,
            first_year=first_year,
            last_year=last_year,
            example=example,
            created_at=now,
        )


def take_from_catalogue(
    *, actor: Actor, now: datetime, roadmap: str, catalogue: Catalogue, owner_id: int
) -> int:
    """Add those typical initiatives that still raise something and are not there; how many. Each belongs to the agency
    that leads its first indicator in the assessment, otherwise to `owner_id`, and is marked as an example.

    Raises `Forbidden`, `NotFound`.
    """
    here = queries.roadmap(roadmap)
    require(actor, Permission.PLAN_ROADMAP, Place(government_id=here.government_id))
    footing = queries.footing(here.assessment)
    present = {one.code for one in queries.initiatives_of(here)}
    wanted = [
        (code, facts)
        for code, facts in catalogue.facts(footing.measure, footing.levels, owner_id, footing.leads)
        if code not in present
    ]
    with transaction.atomic():
        for code, facts in wanted:
            store.add_initiative(here.id, code, facts, words=catalogue.source, at=now, by=actor.account_id)
    return len(wanted)
