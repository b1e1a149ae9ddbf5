"""Roadmaps, initiatives with their versions, commitments."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from pendopo.kernel.errors import NotFound
from pendopo.roadmap.domain.initiatives import CodeTaken, Facts, State
from pendopo.roadmap.models import Commitment, Initiative, InitiativeVersion, Roadmap
from pendopo.roadmap.rows import facts_from, facts_json


@dataclass(frozen=True)
class Stored:
    """An initiative under lock."""

    id: int
    code: str
    state: State
    facts: Facts
    version: int


def add_roadmap(**fields: object) -> int:
    """A new roadmap; its number."""
    return int(Roadmap.objects.create(**fields).pk)


def lock_roadmap(roadmap_id: int) -> None:
    """Let nobody else declare or ask in this roadmap until the transaction ends."""
    Roadmap.objects.select_for_update().get(pk=roadmap_id)


def lock_initiative(roadmap_id: int, code: str) -> Stored:
    """The initiative, until the transaction ends. Raises `NotFound`."""
    row = Initiative.objects.select_for_update().filter(roadmap=roadmap_id, code=code).first()
    if row is None:
        raise NotFound
    return Stored(row.pk, row.code, State(row.state), facts_from(row.facts), row.version)


def add_initiative(
    roadmap_id: int, code: str, facts: Facts, *, words: str, at: datetime, by: int | None
) -> None:
    """A new proposal with its first version. Raises `CodeTaken`."""
    try:
        with transaction.atomic():
            row = Initiative.objects.create(
                roadmap_id=roadmap_id,
                code=code,
                owner_id=facts.owner_id,
                state=State.PROPOSED.value,
                facts=facts_json(facts),
                version=1,
                changed_at=at,
            )
    except IntegrityError as fault:
        if "roadmap_initiative_code" not in str(fault):
            raise
        raise CodeTaken(name=code) from None
    _keep(row, "dibuat", words, False, at, by)


def save_version(
    before: Stored,
    facts: Facts,
    state: State,
    *,
    act: str,
    words: str,
    promised: bool,
    at: datetime,
    by: int | None,
    link: str = "",
    evidence_id: uuid.UUID | None = None,
) -> None:
    """What the initiative is from now on, and the version that says so."""
    row = Initiative.objects.get(pk=before.id)
    row.facts, row.state, row.owner_id = facts_json(facts), state.value, facts.owner_id
    row.version, row.changed_at = before.version + 1, at
    row.save(update_fields=["facts", "state", "owner", "version", "changed_at"])
    _keep(row, act, words, promised, at, by, link, evidence_id)


def _keep(
    row: Initiative,
    act: str,
    words: str,
    promised: bool,
    at: datetime,
    by: int | None,
    link: str = "",
    evidence_id: uuid.UUID | None = None,
) -> None:
    InitiativeVersion.objects.create(
        initiative=row,
        version=row.version,
        act=act,
        state=row.state,
        facts=row.facts,
        words=words,
        link=link,
        evidence_id=evidence_id,
        promised=promised,
        at=at,
        by_id=by,
    )


def add_commitment(
    roadmap_id: int,
    agency_id: int,
    content: Mapping[str, Any],
    *,
    digest: str,
    leaf: str,
    reason: str,
    second_factor: str,
    at: datetime,
    by: int | None,
) -> None:
    """A declaration, with the next number of the agency."""
    last = Commitment.objects.filter(roadmap=roadmap_id, agency=agency_id).aggregate(last=Max("number"))[
        "last"
    ]
    Commitment.objects.create(
        roadmap_id=roadmap_id,
        agency_id=agency_id,
        number=(last or 0) + 1,
        snapshot=content,
        digest=digest,
        leaf=leaf,
        reason=reason,
        second_factor=second_factor,
        at=at,
        by_id=by,
    )
