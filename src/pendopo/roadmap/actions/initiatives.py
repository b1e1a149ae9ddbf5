"""Initiatives: proposed, changed, moved from state to state. Every change leaves a version."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.inventory.domain.parts import Status
from pendopo.inventory.queries import element_facts
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import Invalid
from pendopo.roadmap import queries, store
from pendopo.roadmap.domain import rights
from pendopo.roadmap.domain.initiatives import (
    LONGEST_TEXT,
    ChangedMeanwhile,
    Facts,
    State,
    check_facts,
    check_reason,
    check_step,
)
from pendopo.roadmap.queries import RoadmapView


def add_initiative(*, actor: Actor, now: datetime, roadmap: str, code: str, facts: Facts) -> None:
    """Propose an initiative. Raises `Forbidden`, `Invalid`, `CodeTaken`, `NotFound`."""
    here = queries.roadmap(roadmap)
    _require_to_write(actor, here, facts.owner_id)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}", code):
        raise Invalid("Tulis kode dari huruf, angka, titik atau tanda hubung, misalnya TK-01.", field="kode")
    _check(here, facts)
    with transaction.atomic():
        store.add_initiative(here.id, code, facts, words="", at=now, by=actor.account_id)


def change_initiative(
    *, actor: Actor, now: datetime, roadmap: str, code: str, seen: int, facts: Facts, reason: str = ""
) -> None:
    """Change what an initiative is; `seen` is the version that its writer saw. What was promised needs a reason.

    Raises `Forbidden`, `Invalid`, `ChangedMeanwhile`, `NotFound`.
    """
    here = queries.roadmap(roadmap)
    _check(here, facts)
    with transaction.atomic():
        before = store.lock_initiative(here.id, code)
        _require_to_write(actor, here, before.facts.owner_id)
        _require_to_write(actor, here, facts.owner_id)
        if before.version != seen:
            raise ChangedMeanwhile
        promised = code in queries.promised_codes(here.id, before.facts.owner_id)
        words = check_reason(reason) if promised else reason.strip()[:LONGEST_TEXT]
        store.save_version(
            before,
            facts,
            before.state,
            act="diubah",
            words=words,
            promised=promised,
            at=now,
            by=actor.account_id,
        )


def move_initiative(
    *, actor: Actor, now: datetime, roadmap: str, code: str, wanted: State, reason: str = ""
) -> None:
    """Bring an initiative into another state; everything but agreeing and beginning needs a reason.

    Raises `Forbidden`, `WrongStep`, `Invalid`, `NotFound`.
    """
    here = queries.roadmap(roadmap)
    require(actor, Permission.PLAN_ROADMAP, Place(government_id=here.government_id))
    with transaction.atomic():
        before = store.lock_initiative(here.id, code)
        check_step(before.state, wanted)
        promised = code in queries.promised_codes(here.id, before.facts.owner_id)
        easy = wanted in (State.AGREED, State.RUNNING) and before.state is not State.CLOSED and not promised
        words = reason.strip()[:LONGEST_TEXT] if easy else check_reason(reason)
        store.save_version(
            before,
            before.facts,
            wanted,
            act="keadaan",
            words=words,
            promised=promised,
            at=now,
            by=actor.account_id,
        )


def set_elements(*, actor: Actor, now: datetime, roadmap: str, code: str, elements: Sequence[str]) -> None:
    """Say which elements of the inventory (by code) an initiative makes or changes: these and no others.

    Raises `Forbidden`, `Invalid` (a code that the inventory does not know), `NotFound`.
    """
    here = queries.roadmap(roadmap)
    found = element_facts(here.government_id, elements)
    known = {one: view for one, view in found.items() if view.facts.status is not Status.WITHDRAWN}
    unknown = [one for one in elements if one not in known]
    if unknown:
        raise Invalid(
            "Inventaris tidak punya unsur {code}. Periksa kodenya.", field="unsur", code=unknown[0][:40]
        )
    with transaction.atomic():
        before = store.lock_initiative(here.id, code)
        _require_to_write(actor, here, before.facts.owner_id)
        store.set_elements(before.id, [one.id for one in known.values()])
        store.save_version(
            before,
            before.facts,
            before.state,
            act="unsur",
            words=", ".join(sorted(known)) or "–",
            promised=False,
            at=now,
            by=actor.account_id,
        )


def _require_to_write(actor: Actor, here: RoadmapView, agency_id: int) -> None:
    place = Place(government_id=here.government_id, agency_id=agency_id)
    rights.require(rights.may_write(actor, place), actor)


def _check(here: RoadmapView, facts: Facts) -> None:
    if facts.owner_id not in queries.agency_names(here.government_id):
        raise Invalid("Pilih perangkat daerah dari daftar.", field="pemilik")
    check_facts(facts, queries.footing(here.assessment).measure, here.years)
