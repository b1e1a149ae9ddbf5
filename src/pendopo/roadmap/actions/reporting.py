"""Reports of progress: what was done, which milestones are there, and where that can be checked."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten
from zoneinfo import ZoneInfo

from django.db import transaction

from pendopo.assessment.actions.evidence import add_evidence
from pendopo.assessment.domain import evidence
from pendopo.assessment.domain.pieces import Owner, Upload
from pendopo.assessment.files.intake import Intake
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.days import local_day
from pendopo.kernel.errors import Invalid
from pendopo.roadmap import queries, store
from pendopo.roadmap.domain import rights
from pendopo.roadmap.domain.initiatives import LONGEST_TEXT, check_link
from pendopo.roadmap.queries import InitiativeView, RoadmapView


@dataclass(frozen=True)
class Attachment:
    """A file that shows what a report says. Without `title` it is named after the initiative; `restricted` as for all
    evidence: only the agency, the coordinator and assessors open it."""

    intake: Intake
    upload: Upload
    zone: ZoneInfo
    title: str = ""
    restricted: bool = False


def report_progress(
    *,
    actor: Actor,
    now: datetime,
    today: date,
    roadmap: str,
    code: str,
    words: str,
    done: Sequence[str] = (),
    link: str = "",
    attachment: Attachment | None = None,
) -> None:
    """Say what was done, which milestones are there since `today`, and at which `link` that can be checked.

    A file becomes a piece of evidence of the agency that owns the initiative. Everything else is checked before it
    comes in; it is looked through outside the lock of the initiative, because that can take seconds.
    Raises `Forbidden`, `Invalid`, `NotFound`, and for a file what `add_evidence` raises.
    """
    here = queries.roadmap(roadmap)
    words, link = words.strip(), check_link(link)
    if not 5 <= len(words) <= LONGEST_TEXT:
        raise Invalid("Tulis kemajuannya dalam satu kalimat atau lebih.", field="laporan")
    one = queries.initiative(here, code)
    _require_to_write(actor, here, one.facts.owner_id)
    piece = _take_in(attachment, here, one, actor, now) if attachment else None
    with transaction.atomic():
        before = store.lock_initiative(here.id, code)
        _require_to_write(actor, here, before.facts.owner_id)
        store.save_version(
            before,
            before.facts.with_done(done, today),
            before.state,
            act="laporan",
            words=words,
            link=link,
            evidence_id=piece,
            promised=code in queries.promised_codes(here.id, before.facts.owner_id),
            at=now,
            by=actor.account_id,
        )


def _take_in(
    attachment: Attachment, here: RoadmapView, one: InitiativeView, actor: Actor, now: datetime
) -> uuid.UUID:
    named = shorten(f"Laporan kemajuan {one.code} {one.facts.title}", evidence.LONGEST_TITLE, placeholder="…")
    facts = evidence.Facts(
        title=attachment.title.strip() or named,
        document_date=local_day(now, attachment.zone),
        note=f"Dilampirkan pada laporan kemajuan inisiatif {one.code}, {here.title}.",
        restricted=attachment.restricted,
    )
    return add_evidence(
        intake=attachment.intake,
        place=Owner(here.government_id, one.facts.owner_id, attachment.zone),
        source=attachment.upload,
        facts=facts,
        actor=actor,
        now=now,
    )


def _require_to_write(actor: Actor, here: RoadmapView, agency_id: int) -> None:
    place = Place(government_id=here.government_id, agency_id=agency_id)
    rights.require(rights.may_write(actor, place), actor)
