"""The data sets that the house fills by itself, for those who may let them be published."""

from dataclasses import dataclass
from datetime import datetime

from pendopo.accounts.domain.policy import Permission, allows
from pendopo.datahouse.domain.own_sets import ALL
from pendopo.datahouse.domain.workflow import State
from pendopo.datahouse.models import Dataset, Release, StandingApproval, Version
from pendopo.directory.queries import governments
from pendopo.kernel.actor import Actor, Place


@dataclass(frozen=True)
class OwnView:
    """One of them; `approved_by` is empty without a standing approval."""

    slug: str
    title: str
    state: State
    version: int
    rows: int
    made_at: datetime
    release: int
    approved_by: str
    approved_at: datetime | None
    reason: str


def own_data_for(*, actor: Actor) -> tuple[OwnView, ...]:
    """Those of governments whose data `actor` may publish."""
    slugs = [one.slug(home.code) for home in governments() for one in ALL]
    rows = Dataset.objects.select_related("agency").filter(slug__in=slugs, newest__gte=1).order_by("slug")
    return tuple(
        _view(row)
        for row in rows
        if allows(actor, Permission.PUBLISH_DATA, Place(row.agency.government_id, row.agency_id))
    )


def _view(row: Dataset) -> OwnView:
    version = Version.objects.get(dataset=row, number=row.newest)
    release = Release.objects.filter(dataset=row, withdrawn_at=None).order_by("-number").first()
    approval = StandingApproval.objects.filter(dataset=row, ended_at=None).select_related("by").first()
    return OwnView(
        slug=row.slug, title=row.title or row.slug, state=State(row.state), version=version.number,
        rows=version.rows, made_at=version.at, release=release.number if release else 0,
        approved_by=approval.by.display_name if approval else "", approved_at=approval.at if approval else None,
        reason=approval.reason if approval else "",
    )  # fmt: skip
