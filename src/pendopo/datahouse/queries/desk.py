"""What an analyst has on the desk: the tables, one's requests, one's questions."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from pendopo.accounts.domain.policy import Permission, grants_giving
from pendopo.datahouse.domain.access_requests import AccessState, holds
from pendopo.datahouse.domain.asking_errors import UnknownQuestion
from pendopo.datahouse.domain.errors import UnknownDataset
from pendopo.datahouse.domain.names import table_of
from pendopo.datahouse.domain.policy import Access, Reach
from pendopo.datahouse.domain.protection import Treatment
from pendopo.datahouse.domain.schema import TYPES
from pendopo.datahouse.models import (
    AccessRequest,
    Dataset,
    QuestionLog,
    QuestionTable,
    Release,
    RunningQuestion,
    SavedQuery,
)
from pendopo.datahouse.queries.analysts import Analyst
from pendopo.datahouse.queries.reaching import reached
from pendopo.kernel.actor import Actor

#: Lines of a list on one page.
LISTED = 200


@dataclass(frozen=True)
class AskableColumn:
    """A column as an analyst sees it; `kind` is the type in words."""

    name: str
    title: str
    kind: str
    treatment: Treatment


@dataclass(frozen=True)
class AskableTable:
    """A data set that may be asked, and how far."""

    slug: str
    table: str
    title: str
    owner: str
    reach: Reach
    rows: int
    columns: tuple[AskableColumn, ...]
    own_rows_only: bool


@dataclass(frozen=True)
class LimitedData:
    """A limited data set of others, for which access can be asked."""

    slug: str
    title: str
    owner: str
    summary: str


@dataclass(frozen=True)
class RequestView:
    """One request with what was decided. `holds`: it opens the data today."""

    id: UUID
    slug: str
    title: str
    owner: str
    agency: str
    asked_by: str
    asked_by_id: int
    asked_at: datetime
    purpose: str
    reach: Reach
    until: date
    state: AccessState
    decided_by: str
    decided_at: datetime | None
    reason: str
    holds: bool


@dataclass(frozen=True)
class QuestionView:
    """One question of the log. `tables`: (data set, how far, purpose of the access or nothing)."""

    id: UUID
    at: datetime
    by: str
    agency: str
    way: str
    sql: str
    refusal: str
    rows: int
    milliseconds: int
    tables: tuple[tuple[str, Reach, str], ...]


@dataclass(frozen=True)
class SavedView:
    """A saved question; `own`: of the one who looks."""

    id: UUID
    title: str
    sql: str
    by: str
    shared: bool
    own: bool
    changed_at: datetime


def askable(*, analyst: Analyst) -> tuple[AskableTable, ...]:
    """The tables that exist for an analyst, by name."""
    found = []
    for row in Dataset.objects.select_related("agency").filter(newest__gte=1).order_by("slug"):
        try:
            one = reached(slug=row.slug, viewer=analyst.viewer)
        except UnknownDataset:
            continue
        treatment = one.protection.of
        columns = tuple(
            AskableColumn(
                field.name,
                field.title or field.name,
                TYPES[field.type].partition(" (")[0],
                treatment(field.name),
            )
            for field in one.version.schema.fields
        )
        found.append(
            AskableTable(
                row.slug, table_of(row.slug), row.title or row.slug, row.agency.name, one.reach,
                one.version.rows, columns, bool(one.protection.row_column) and one.reach is Reach.ROWS,
            )
        )  # fmt: skip
    return tuple(found)


def limited_data(*, analyst: Analyst) -> tuple[LimitedData, ...]:
    """Limited data of other agencies that were released: what one may know of and ask access for."""
    standing = Release.objects.filter(withdrawn_at=None).values("dataset")
    rows = Dataset.objects.select_related("agency").filter(access=Access.LIMITED.value, pk__in=standing)
    return tuple(
        LimitedData(row.slug, row.title or row.slug, row.agency.name, row.summary)
        for row in rows.exclude(agency_id=analyst.agency.id).order_by("title", "slug")
    )


def requests_by(*, actor: Actor, today: date) -> tuple[RequestView, ...]:
    """One's own requests, the newest first."""
    return _requests(Q(asked_by_id=actor.account_id), today)


def requests_to(*, actor: Actor, today: date) -> tuple[RequestView, ...]:
    """Requests for data about which one decides: undecided ones first, then the newest."""
    found = _requests(_about_data_of(actor, "dataset__agency"), today)
    return tuple(sorted(found, key=lambda one: one.state is not AccessState.ASKED))


def _about_data_of(actor: Actor, agency: str) -> Q:
    """Rows about data of agencies for which `actor` delivers or checks."""
    wanted = Q(pk__in=[])
    for permission in (Permission.DELIVER_DATA, Permission.CHECK_DATA):
        for grant in grants_giving(actor, permission):
            limits = Q()
            if grant.agency_id is not None:
                limits &= Q(**{f"{agency}_id": grant.agency_id})
            if grant.government_id is not None:
                limits &= Q(**{f"{agency}__government_id": grant.government_id})
            wanted |= limits if limits else Q(pk__isnull=False)
    return wanted


def _requests(wanted: Q, today: date) -> tuple[RequestView, ...]:
    rows = AccessRequest.objects.filter(wanted).select_related(
        "dataset__agency", "agency", "asked_by", "decided_by"
    )
    return tuple(_request(row, today) for row in rows.order_by("-asked_at")[:LISTED])


def _request(row: AccessRequest, today: date) -> RequestView:
    state = AccessState(row.state)
    return RequestView(
        id=row.id, slug=row.dataset.slug, title=row.dataset.title or row.dataset.slug,
        owner=row.dataset.agency.name, agency=row.agency.name, asked_by=row.asked_by.display_name,
        asked_by_id=row.asked_by_id, asked_at=row.asked_at, purpose=row.purpose, reach=Reach(row.reach),
        until=row.until, state=state, decided_by=row.decided_by.display_name if row.decided_by else "",
        decided_at=row.decided_at, reason=row.reason, holds=holds(state, row.until, today),
    )  # fmt: skip


def questions_by(*, actor: Actor) -> tuple[QuestionView, ...]:
    """One's own questions, the newest first."""
    return _questions(QuestionLog.objects.filter(by_id=actor.account_id))


def questions_about(*, actor: Actor) -> tuple[QuestionView, ...]:
    """Questions of others that reached data about which `actor` decides, the newest first."""
    about = QuestionTable.objects.filter(_about_data_of(actor, "dataset__agency"))
    return _questions(QuestionLog.objects.filter(pk__in=about.values("question")))


def _questions(rows: QuerySet[QuestionLog]) -> tuple[QuestionView, ...]:
    wanted = rows.select_related("by", "agency").prefetch_related("tables__dataset", "tables__access")
    return tuple(
        QuestionView(
            id=row.id, at=row.at, by=row.by.display_name, agency=row.agency.name, way=row.way, sql=row.sql,
            refusal=row.refusal, rows=row.rows, milliseconds=row.milliseconds,
            tables=tuple(
                (one.dataset.slug, Reach(one.reach), one.access.purpose if one.access else "")
                for one in row.tables.all()
            ),
        )
        for row in wanted.order_by("-at")[:LISTED]
    )  # fmt: skip


def running_of(*, actor: Actor) -> tuple[tuple[UUID, str, datetime], ...]:
    """One's questions that are being answered."""
    rows = RunningQuestion.objects.filter(by_id=actor.account_id, cancelled=False).order_by("began_at")
    return tuple(rows.values_list("id", "sql", "began_at"))


def saved_for(*, actor: Actor, analyst: Analyst) -> tuple[SavedView, ...]:
    """One's own saved questions and those that colleagues of the agency share, by title."""
    rows = SavedQuery.objects.filter(_may_read(actor, analyst)).select_related("by").order_by("title")
    return tuple(_saved(row, actor) for row in rows)


def saved_question(*, actor: Actor, analyst: Analyst, saved_id: UUID) -> SavedView:
    """One of them. Raises `UnknownQuestion`."""
    row = SavedQuery.objects.filter(_may_read(actor, analyst), pk=saved_id).select_related("by").first()
    if row is None:
        raise UnknownQuestion
    return _saved(row, actor)


def _may_read(actor: Actor, analyst: Analyst) -> Q:
    return Q(by_id=actor.account_id) | Q(shared=True, agency_id=analyst.agency.id)


def _saved(row: SavedQuery, actor: Actor) -> SavedView:
    own = row.by_id == actor.account_id
    return SavedView(row.id, row.title, row.sql, row.by.display_name, row.shared, own, row.changed_at)
