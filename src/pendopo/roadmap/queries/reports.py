"""Reports of progress of a government, for whoever shows them elsewhere."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pendopo.assessment.queries.named import open_titles
from pendopo.directory.queries import AgencyView
from pendopo.roadmap.models import InitiativeVersion
from pendopo.roadmap.queries.roadmaps import agency_names
from pendopo.roadmap.rows import facts_from


@dataclass(frozen=True)
class ReportView:
    """One report: what was done of which initiative, the items that it raises, and where that can be checked.

    `evidence` is the number of the file that came with it; its title is empty when not everybody may see it.
    """

    roadmap: str
    agency_id: int
    agency: str
    code: str
    title: str
    items: tuple[str, ...]
    words: str
    link: str
    evidence: uuid.UUID | None
    evidence_title: str
    done: tuple[str, ...]
    at: datetime


def reports_between(government_id: int, since: datetime, until: datetime) -> tuple[ReportView, ...]:
    """Every report from `since` to before `until`, by time; `done` are the milestones that were there by then."""
    rows = InitiativeVersion.objects.filter(
        act="laporan", initiative__roadmap__government=government_id, at__gte=since, at__lt=until
    ).select_related("initiative__roadmap")
    names, reports = agency_names(government_id), list(rows.order_by("at", "pk"))
    titles = open_titles(row.evidence_id for row in reports if row.evidence_id)
    return tuple(_view(row, names, titles) for row in reports)


def _view(
    row: InitiativeVersion, names: Mapping[int, AgencyView], titles: Mapping[uuid.UUID, str]
) -> ReportView:
    facts = facts_from(row.facts)
    known = names.get(facts.owner_id)
    return ReportView(
        row.initiative.roadmap.title,
        facts.owner_id,
        known.name if known else f"#{facts.owner_id}",
        row.initiative.code,
        facts.title,
        tuple(dict.fromkeys(one.item for one in facts.raises)),
        row.words,
        row.link,
        row.evidence_id,
        titles.get(row.evidence_id, "") if row.evidence_id else "",
        tuple(one.title for one in facts.milestones if one.done),
        row.at,
    )
