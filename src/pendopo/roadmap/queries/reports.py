"""Reports of progress of a government, for whoever shows them elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pendopo.directory.queries import AgencyView
from pendopo.roadmap.models import InitiativeVersion
from pendopo.roadmap.queries.roadmaps import agency_names
from pendopo.roadmap.rows import facts_from


@dataclass(frozen=True)
class ReportView:
    """One report: what was done of which initiative, the items that it raises, and where that can be checked."""

    roadmap: str
    agency_id: int
    agency: str
    code: str
    title: str
    items: tuple[str, ...]
    words: str
    link: str
    done: tuple[str, ...]
    at: datetime


def reports_between(government_id: int, since: datetime, until: datetime) -> tuple[ReportView, ...]:
    """Every report from `since` to before `until`, by time; `done` are the milestones that were there by then."""
    rows = InitiativeVersion.objects.filter(
        act="laporan", initiative__roadmap__government=government_id, at__gte=since, at__lt=until
    ).select_related("initiative__roadmap")
    names = agency_names(government_id)
    return tuple(_view(row, names) for row in rows.order_by("at", "pk"))


def _view(row: InitiativeVersion, names: Mapping[int, AgencyView]) -> ReportView:
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
        tuple(one.title for one in facts.milestones if one.done),
        row.at,
    )
