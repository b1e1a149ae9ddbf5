"""Assessments, their people, and what concerns one person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pendopo.accounts.queries import names_of
from pendopo.assessment.domain.roles import Duty, Shares
from pendopo.assessment.models import Assessment, CarriedItem, EvidenceUse, Member, Notice
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound


@dataclass(frozen=True)
class OwnAssessment:
    """An assessment in which somebody has duties."""

    slug: str
    title: str
    year: int
    example: bool
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class MemberView:
    """A duty of a person; `agency_id` for respondents."""

    id: int
    account_id: int
    name: str
    duty: Duty
    agency_id: int | None
    function: str
    email: str


@dataclass(frozen=True)
class NoticeView:
    """Something a person was told: `cause` begins with its kind ("deadline", "returned", "reopened")."""

    slug: str
    title: str
    zone: ZoneInfo
    cause: str
    facts: Mapping[str, object]
    made_at: datetime
    is_new: bool

    @property
    def kind(self) -> str:
        return self.cause.partition(":")[0]


@dataclass(frozen=True)
class CarriedView:
    """A suggestion from an earlier assessment; `decided` None while nobody has decided."""

    indicator: str
    sources: tuple[str, ...]
    relation: str
    confidence: str
    note: str
    level: int | None
    fact: str
    evidence_of: tuple[str, ...]
    decided: bool | None


def assessments_of(actor: Actor) -> tuple[OwnAssessment, ...]:
    """The assessments in which `actor` has duties, newest first. One query."""
    rows = Member.objects.filter(account=actor.account_id).select_related("assessment")
    duties: dict[int, list[Duty]] = {}
    found: dict[int, Assessment] = {}
    for row in rows.order_by("-assessment__year", "-assessment__pk", "pk"):
        found[row.assessment_id] = row.assessment
        duties.setdefault(row.assessment_id, []).append(Duty(row.duty))
    return tuple(
        OwnAssessment(one.slug, one.title, one.year, one.example, tuple(dict.fromkeys(duties[one.pk])))
        for one in found.values()
    )


def id_of(slug: str) -> int:
    """The number of an assessment. Raises `NotFound`."""
    found = Assessment.objects.filter(slug=slug).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound
    return int(found)


def slugs() -> tuple[str, ...]:
    """Every assessment, oldest first."""
    return tuple(Assessment.objects.order_by("pk").values_list("slug", flat=True))


def assessments_with(government_id: int) -> tuple[tuple[str, str], ...]:
    """(short name, title) of a government's assessments, newest first."""
    rows = Assessment.objects.filter(government=government_id).order_by("-year", "-pk")
    return tuple(rows.values_list("slug", "title"))


def members(assessment_id: int) -> tuple[MemberView, ...]:
    """Everybody with a duty, by duty and name. Two queries."""
    rows = list(Member.objects.filter(assessment=assessment_id))
    names = names_of(row.account_id for row in rows)
    views = [
        MemberView(
            row.pk,
            row.account_id,
            names.get(row.account_id, ""),
            Duty(row.duty),
            row.agency_id,
            row.function,
            row.email,
        )
        for row in rows
    ]
    order = list(Duty)
    return tuple(sorted(views, key=lambda one: (order.index(one.duty), one.name)))


def respondents(assessment_id: int, shares: Shares) -> tuple[int, ...]:
    """The accounts that answer for the agencies of an indicator."""
    agencies = set(shares.support) | ({shares.lead} if shares.lead is not None else set())
    rows = Member.objects.filter(assessment=assessment_id, agency__in=agencies)
    return tuple(rows.values_list("account", flat=True).distinct())


def notices_for(actor: Actor, most: int = 20) -> tuple[NoticeView, ...]:
    """The latest things that `actor` was told. One query."""
    rows = Notice.objects.filter(account=actor.account_id).select_related("assessment")
    return tuple(
        NoticeView(
            row.assessment.slug,
            row.assessment.title,
            ZoneInfo(row.assessment.zone),
            row.cause,
            row.facts,
            row.made_at,
            row.read_at is None,
        )
        for row in rows.order_by("-made_at", "-pk")[:most]
    )


def carried(assessment_id: int) -> tuple[CarriedView, ...]:
    """What an earlier assessment suggested. One query."""
    return tuple(
        CarriedView(
            row.indicator,
            tuple(row.sources),
            row.relation,
            row.confidence,
            row.note,
            row.level,
            row.fact,
            tuple(row.evidence_of),
            row.decided,
        )
        for row in CarriedItem.objects.filter(assessment=assessment_id).order_by("pk")
    )


def evidence_hashes(assessment_id: int) -> Mapping[str, list[str]]:
    """The SHA-256 of the files behind each indicator; addresses on the web count as themselves. One query."""
    rows = EvidenceUse.objects.filter(
        assessment=assessment_id, removed_at=None, evidence__withdrawn_at=None, evidence__draft=False
    )
    found: dict[str, list[str]] = {}
    for indicator, digest, address in rows.values_list("indicator", "evidence__file_id", "evidence__address"):
        found.setdefault(indicator, []).append(digest or address)
    return found
