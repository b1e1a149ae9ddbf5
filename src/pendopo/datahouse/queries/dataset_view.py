"""One data set as those see it who work on it: findings, decisions, steps, releases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pendopo.accounts.domain.policy import Permission, allows
from pendopo.datahouse.domain.description import Description
from pendopo.datahouse.domain.errors import UnknownDataset
from pendopo.datahouse.domain.principles import Principle
from pendopo.datahouse.domain.publications import OPEN, Stage
from pendopo.datahouse.domain.readiness import Lack, Suspect
from pendopo.datahouse.domain.reviews import Decision
from pendopo.datahouse.domain.reviews import Stage as ReviewStage
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.domain.workflow import State, Step
from pendopo.datahouse.models import (
    Dataset,
    PersonalDecision,
    Publication,
    Release,
    Review,
    ReviewFinding,
    StateChange,
)
from pendopo.datahouse.queries.readiness import at_work, lacks_of, said_of, schema_of, suspects_of
from pendopo.datahouse.queries.work import place_of, steps_for
from pendopo.kernel.actor import Actor


@dataclass(frozen=True)
class FindingView:
    """One thing to mend. `answer` is empty until the agency has said what it did."""

    id: int
    principle: Principle
    column: str
    text: str
    answer: str
    answered_by: str


@dataclass(frozen=True)
class ReviewView:
    """One check with its findings; `decision` is None while it goes on."""

    version: int
    stage: ReviewStage
    begun_by: str
    decision: Decision | None
    note: str
    decided_by: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True)
class ChangeView:
    """One step on the way."""

    step: Step
    version: int
    after: State
    note: str
    at: datetime
    by: str


@dataclass(frozen=True)
class ReleaseView:
    """One release as the staff sees it."""

    number: int
    version: int
    at: datetime
    by: str
    rows: int
    files: Sequence[Mapping[str, object]]
    withdrawn_at: datetime | None
    withdrawn_why: str


@dataclass(frozen=True)
class PersonalView:
    """A column that looks like personal data; `reason` why it may become public, empty as long as nobody decided."""

    suspect: Suspect
    reason: str
    by: str


@dataclass(frozen=True)
class PublicationView:
    """The making of the release of the version at work; `problem` says why it failed."""

    stage: Stage
    percent: int
    at: datetime
    by: str
    problem: str

    @property
    def open(self) -> bool:
        """Whether it waits or is being made."""
        return self.stage in OPEN


@dataclass(frozen=True)
class DatasetView:
    """A data set with everything that its page shows. `review` is the check that goes on, for checkers only."""

    slug: str
    title: str
    agency: str
    state: State
    version: int
    newest: int
    rows: int
    delivered_at: datetime | None
    delivered_rows: int
    priority_year: int | None
    said: Description
    schema: Schema | None
    lacks: tuple[Lack, ...]
    personal: tuple[PersonalView, ...]
    reviews: tuple[ReviewView, ...]
    review: ReviewView | None
    changes: tuple[ChangeView, ...]
    releases: tuple[ReleaseView, ...]
    steps: frozenset[Step]
    #: Whether the asker may publish and withdraw here.
    publishes: bool
    #: Of an approved version that somebody wanted to publish; None before that, and after it.
    publication: PublicationView | None

    @property
    def unanswered(self) -> tuple[FindingView, ...]:
        """Findings that were sent back and that nobody has answered."""
        return tuple(
            one for review in self.reviews if review.decision for one in review.findings if not one.answer
        )


def dataset_view(*, slug: str, actor: Actor) -> DatasetView:
    """One data set. Raises `UnknownDataset`, also for somebody who may not see work at its place."""
    row, version = at_work(slug)
    if not allows(actor, Permission.SEE_DATA_WORK, place_of(row)):
        raise UnknownDataset(slug=slug)
    reviews, publication = _reviews(row), _publication(row)
    steps = steps_for(actor, row, publishing=publication is not None and publication.open)
    checks = Step.RETURN in steps
    return DatasetView(
        slug=row.slug, title=row.title or row.slug, agency=row.agency.name, state=State(row.state),
        version=row.at_work, newest=row.newest, rows=version.rows if version else 0,
        delivered_at=version.at if version else None, delivered_rows=version.delivered_rows if version else 0,
        priority_year=row.priority_year, said=said_of(row), schema=schema_of(row, version) if version else None,
        lacks=lacks_of(slug=slug), personal=_personal(row, slug),
        reviews=tuple(one for one in reviews if one.decision),
        review=next((one for one in reviews if not one.decision and checks), None),
        changes=_changes(row), releases=_releases(row), steps=steps,
        publishes=allows(actor, Permission.PUBLISH_DATA, place_of(row)), publication=publication,
    )  # fmt: skip


def _reviews(row: Dataset) -> list[ReviewView]:
    """The newest first."""
    findings: dict[int, list[FindingView]] = {}
    for one in ReviewFinding.objects.filter(review__dataset=row).select_related("resolved_by").order_by("pk"):
        findings.setdefault(one.review_id, []).append(
            FindingView(
                one.pk, Principle(one.principle), one.column, one.text, one.answer,
                one.resolved_by.display_name if one.resolved_by else "",
            )
        )  # fmt: skip
    rows = Review.objects.filter(dataset=row).select_related("begun_by", "decided_by").order_by("-pk")
    return [
        ReviewView(
            one.version, ReviewStage(one.stage), one.begun_by.display_name,
            Decision(one.decision) if one.decision else None, one.note,
            one.decided_by.display_name if one.decided_by else "", tuple(findings.get(one.pk, ())),
        )
        for one in rows
    ]  # fmt: skip


def _changes(row: Dataset) -> tuple[ChangeView, ...]:
    """The newest first. Rewriting the description several times in a row counts once."""
    found: list[ChangeView] = []
    for one in StateChange.objects.filter(dataset=row).select_related("by").order_by("-pk"):
        step, by = Step(one.step), one.by.display_name if one.by else ""
        if found and step is Step.REVISE and (found[-1].step, found[-1].by) == (step, by):
            continue
        found.append(ChangeView(step, one.version, State(one.after), one.note, one.at, by))
    return tuple(found)


def _releases(row: Dataset) -> tuple[ReleaseView, ...]:
    rows = Release.objects.filter(dataset=row).select_related("by", "version").order_by("-number")
    return tuple(
        ReleaseView(
            one.number, one.version.number, one.at, one.by.display_name if one.by else "", one.rows, one.files,
            one.withdrawn_at, one.withdrawn_why,
        )
        for one in rows
    )  # fmt: skip


def _publication(row: Dataset) -> PublicationView | None:
    if row.state != State.APPROVED.value:
        return None
    wanted = Publication.objects.filter(dataset=row, version=row.at_work).select_related("by").order_by("-at")
    one = wanted.first()
    if one is None:
        return None
    by = one.by.display_name if one.by else ""
    return PublicationView(Stage(one.stage), one.percent, one.at, by, one.problem)


def _personal(row: Dataset, slug: str) -> tuple[PersonalView, ...]:
    kept = PersonalDecision.objects.filter(dataset=row, version=row.at_work).select_related("by")
    decided = {(one.column, one.kind): one for one in kept}
    found = []
    for one in suspects_of(slug=slug):
        decision = decided.get((one.column, one.kind))
        found.append(
            PersonalView(
                one, decision.reason if decision else "", decision.by.display_name if decision else ""
            )
        )
    return tuple(found)
