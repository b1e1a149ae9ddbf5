"""What arrives, as its pages and calls show it. Whoever may not see it finds nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from pendopo.accounts.domain.policy import Permission, allows, grants_giving
from pendopo.datahouse.domain.arrivals import Stage, Way
from pendopo.datahouse.domain.errors import UnknownDataset
from pendopo.datahouse.domain.findings import SENTENCES, Finding
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.domain.schema_reading import schema_from_json
from pendopo.datahouse.domain.workflow import State
from pendopo.datahouse.models import Arrival, Dataset, Version
from pendopo.directory.queries import agencies_of, governments
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import NotFound

#: Findings of a page.
PAGE = 50
#: Arrivals that lists show.
RECENT = 20


@dataclass(frozen=True)
class OwnAgency:
    """An agency for which somebody may deliver."""

    id: int
    name: str
    government: str


@dataclass(frozen=True)
class DatasetLine:
    """A data set as the list of an agency shows it."""

    slug: str
    title: str
    agency: str
    frequency: Frequency
    state: State
    newest: int
    delivered_at: datetime | None
    rows: int
    arrival: UUID | None


@dataclass(frozen=True)
class ArrivalView:
    """An arrival with everything that its page needs; `may_act` for people of its agency.

    `may_describe`: the Walidata as well. `header_rows`: lines of headings, when somebody has said how many.
    """

    id: UUID
    slug: str
    title: str
    agency: str
    agency_id: int
    way: Way
    mode: Mode
    stage: Stage
    file_name: str
    size: int | None
    received: int
    sha256: str
    schema: Schema | None
    report: Mapping[str, Any]
    problem: str
    code: str
    version: int | None
    has_versions: bool
    at: datetime
    by: str
    changed_at: datetime
    swept: bool
    may_act: bool
    may_describe: bool
    header_rows: int | None


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one sort: how many are listed, and the rule's words."""

    code: str
    count: int


@dataclass(frozen=True)
class FindingPage:
    """Some findings of a report, in the order of rows. `total` counts all, `listed` those that were kept."""

    groups: tuple[FindingGroup, ...]
    chosen: str
    findings: tuple[Finding, ...]
    page: int
    pages: int
    listed: int
    total: int


def own_agencies(actor: Actor) -> tuple[OwnAgency, ...]:
    """The agencies for which `actor` may deliver, by government and name."""
    return tuple(
        OwnAgency(agency.id, agency.name, one.name)
        for one in governments()
        for agency in agencies_of(one.id)
        if allows(actor, Permission.DELIVER_DATA, Place(government_id=one.id, agency_id=agency.id))
    )


def own_datasets(actor: Actor) -> tuple[DatasetLine, ...]:
    """The data sets that `actor` works on, by name, each with its newest delivery."""
    rows = list(
        Dataset.objects.select_related("agency").filter(seen_by(actor, "agency")).order_by("title", "slug")
    )
    newest = {
        one.dataset_id: one
        for one in Version.objects.filter(dataset__in=rows)
        .order_by("dataset", "number")
        .only("dataset_id", "at", "rows", "number")
    }
    busy = [one.value for one in (Stage.RECEIVING, Stage.READING, Stage.WAITING, Stage.CHECKING)]
    open_ = dict(
        Arrival.objects.filter(dataset__in=rows, stage__in=busy, way="upload")
        .order_by("at")
        .values_list("dataset", "pk")
    )
    return tuple(_line(row, newest.get(row.pk), open_.get(row.pk)) for row in rows)


def own_dataset(actor: Actor, slug: str) -> DatasetLine:
    """One of them. Raises `UnknownDataset`."""
    for one in own_datasets(actor):
        if one.slug == slug:
            return one
    raise UnknownDataset(slug=slug)


def _line(row: Dataset, newest: Version | None, arrival: UUID | None) -> DatasetLine:
    return DatasetLine(
        slug=row.slug, title=row.title or row.slug, agency=row.agency.name, frequency=Frequency(row.frequency),
        state=State(row.state), newest=row.newest, delivered_at=newest.at if newest else None,
        rows=newest.rows if newest else 0, arrival=arrival,
    )  # fmt: skip


def recent_arrivals(actor: Actor, slug: str = "") -> tuple[ArrivalView, ...]:
    """The newest arrivals that `actor` may see, of one data set or of all."""
    rows = _arrivals().filter(seen_by(actor, "dataset__agency")).order_by("-at")
    rows = rows.filter(dataset__slug=slug) if slug else rows
    return tuple(_view(row, actor) for row in rows[:RECENT])


def arrival(actor: Actor, ident: UUID) -> ArrivalView:
    """One arrival. Raises `NotFound`."""
    row = _arrivals().filter(seen_by(actor, "dataset__agency"), pk=ident).first()
    if row is None:
        raise NotFound
    return _view(row, actor)


def pushed(connection: UUID, ident: UUID) -> ArrivalView:
    """An arrival for the program that sends it. Raises `NotFound` for those of other keys."""
    row = _arrivals().filter(connection=connection, pk=ident).first()
    if row is None:
        raise NotFound
    return _view(row, Actor())


def findings(report: Mapping[str, Any], *, code: str = "", page: int = 1) -> FindingPage:
    """A page of the findings of a report, all or of one sort."""
    errors: Sequence[Mapping[str, Any]] = report.get("errors", ())
    counts = Counter(str(one["rule"]) for one in errors)
    chosen = [one for one in errors if code in ("", one["rule"])]
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(max(1, page), pages)
    return FindingPage(
        groups=tuple(FindingGroup(name, count) for name, count in counts.most_common()),
        chosen=code if code in counts else "",
        findings=tuple(map(_finding, chosen[(page - 1) * PAGE : page * PAGE])),
        page=page,
        pages=pages,
        listed=len(chosen),
        total=int(report.get("error_count", len(errors))),
    )


def _finding(one: Mapping[str, Any]) -> Finding:
    code = str(one["rule"])
    return Finding(
        int(one["row"]), str(one["column"]), code if code in SENTENCES else "type",
        str(one["value"]), str(one["expected"]),
    )  # fmt: skip


def _arrivals() -> Any:
    return Arrival.objects.select_related("dataset__agency", "by")


def seen_by(actor: Actor, agency: str) -> Q:
    """Rows of agencies whose work `actor` may see."""
    if actor.is_system:
        return Q()
    seen = Q(pk__in=[])
    for grant in grants_giving(actor, Permission.SEE_DATA_WORK):
        limit = Q()
        if grant.government_id is not None:
            limit &= Q(**{f"{agency}__government": grant.government_id})
        if grant.agency_id is not None:
            limit &= Q(**{agency: grant.agency_id})
        if grant.office_id is None:
            seen |= limit if limit else ~Q(pk__in=[])
    return seen


def _view(row: Arrival, actor: Actor) -> ArrivalView:
    agency = row.dataset.agency
    place = Place(government_id=agency.government_id, agency_id=agency.pk)
    return ArrivalView(
        id=row.pk, slug=row.dataset.slug, title=row.dataset.title or row.dataset.slug, agency=agency.name,
        agency_id=agency.pk, way=Way(row.way), mode=Mode(row.mode), stage=Stage(row.stage),
        file_name=row.file_name, size=row.size, received=row.received, sha256=row.sha256,
        schema=schema_from_json(row.schema) if row.schema else None, report=row.report or {},
        problem=row.problem, code=row.code, version=row.version, has_versions=row.dataset.newest > 0, at=row.at,
        by=row.by.display_name if row.by else "", changed_at=row.changed_at, swept=row.swept_at is not None,
        may_act=allows(actor, Permission.DELIVER_DATA, place), header_rows=row.header_rows,
        may_describe=any(
            allows(actor, one, place) for one in (Permission.DELIVER_DATA, Permission.PUBLISH_DATA)
        ),
    )  # fmt: skip
