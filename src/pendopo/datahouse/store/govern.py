"""Descriptions, checks and releases as rows. Callers hold the lock of the data set, which `locked` takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pendopo.datahouse.domain.description import Description
from pendopo.datahouse.domain.errors import UnknownDataset
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.principles import Principle
from pendopo.datahouse.domain.reviews import Decision, Stage
from pendopo.datahouse.models import (
    Dataset,
    PersonalDecision,
    Release,
    Review,
    ReviewFinding,
    Version,
)
from pendopo.kernel.actor import Place
from pendopo.kernel.errors import NotFound

#: The row of a data set, for actions, which cannot name its table.
Row = Dataset


def place_of(row: Dataset) -> Place:
    """Where rights about a data set hold."""
    return Place(government_id=row.agency.government_id, agency_id=row.agency_id)


def locked(slug: str) -> Dataset:
    """The row with its agency, locked until the end of the transaction. Raises `UnknownDataset`."""
    row = Dataset.objects.select_for_update(of=("self",)).select_related("agency").filter(slug=slug).first()
    if row is None:
        raise UnknownDataset(slug=slug)
    return row


def write_description(row: Dataset, said: Description, *, in_force: Access) -> None:
    """Keep what people wrote; `in_force` is the access that holds from now on."""
    facts = {
        "title": said.title, "summary": said.summary, "proposed_access": said.access.value,
        "access": in_force.value, "licence": said.licence, "frequency": said.frequency.value, "theme": said.theme,
        "tags": list(said.tags), "metadata": dict(said.metadata), "columns": dict(said.columns),
    }  # fmt: skip
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))


def set_access(row: Dataset, access: Access) -> None:
    """The access that holds from now on."""
    row.access = access.value
    row.save(update_fields=["access"])


def version_at_work(row: Dataset) -> Version:
    """The version that the state of the data set is about."""
    return Version.objects.get(dataset=row, number=row.at_work)


@dataclass(frozen=True)
class OpenReview:
    """A check that is not decided yet."""

    id: int
    stage: Stage
    findings: int


def open_review(row: Dataset) -> OpenReview | None:
    """The check that goes on now."""
    found = Review.objects.filter(dataset=row, decision="").first()
    if found is None:
        return None
    return OpenReview(found.pk, Stage(found.stage), found.findings.count())


def begin_review(row: Dataset, stage: Stage, *, at: datetime, by: int) -> OpenReview:
    """Open a check of the version at work."""
    made = Review.objects.create(
        dataset=row, version=row.at_work, stage=stage.value, submitter_id=row.submitted_by_id, begun_at=at,
        begun_by_id=by,
    )  # fmt: skip
    return OpenReview(made.pk, stage, 0)


def decide_review(review: OpenReview, decision: Decision, *, note: str, at: datetime, by: int) -> None:
    """End a check."""
    Review.objects.filter(pk=review.id).update(
        decision=decision.value, note=note, decided_at=at, decided_by_id=by
    )


def add_finding(
    review: OpenReview, principle: Principle, column: str, text: str, *, at: datetime, by: int
) -> int:
    """One more thing to mend; its number."""
    made = ReviewFinding.objects.create(
        review_id=review.id, principle=principle.value, column=column, text=text, at=at, by_id=by
    )
    return made.pk


def remove_finding(review: OpenReview, finding: int) -> None:
    """Take back a finding before it is sent. Raises `NotFound`."""
    gone, _ = ReviewFinding.objects.filter(review_id=review.id, pk=finding).delete()
    if not gone:
        raise NotFound


def unanswered(row: Dataset) -> int:
    """How many findings of all checks nobody has answered yet."""
    return ReviewFinding.objects.filter(review__dataset=row, resolved_at__isnull=True).count()


def answer_finding(row: Dataset, finding: int, answer: str, *, at: datetime, by: int | None) -> None:
    """What was done about a finding. Raises `NotFound` when it is not one of this data set, or answered."""
    done = ReviewFinding.objects.filter(pk=finding, review__dataset=row, resolved_at__isnull=True).update(
        answer=answer, resolved_at=at, resolved_by_id=by
    )
    if not done:
        raise NotFound


def decide_personal(row: Dataset, column: str, kind: str, reason: str, *, at: datetime, by: int) -> None:
    """Let a column pass that looks like personal data; the first decision stands."""
    PersonalDecision.objects.get_or_create(
        dataset=row, version=row.at_work, column=column, kind=kind,
        defaults={"reason": reason, "at": at, "by_id": by},
    )  # fmt: skip


def next_release(row: Dataset) -> int:
    """The number that the next release gets."""
    return Release.objects.filter(dataset=row).count() + 1


def add_release(row: Dataset, version: Version, number: int, facts: Mapping[str, object]) -> Release:
    """What is public from now on."""
    return Release.objects.create(dataset=row, version=version, number=number, **facts)


def withdraw_release(row: Dataset, number: int, why: str, *, at: datetime, by: int | None) -> bool:
    """Mark a release as withdrawn; False when there is none that stands under this number."""
    standing = Release.objects.filter(dataset=row, number=number, withdrawn_at__isnull=True)
    return bool(standing.update(withdrawn_at=at, withdrawn_by_id=by, withdrawn_why=why))


def standing_releases(row: Dataset) -> Sequence[int]:
    """Numbers of the releases that are not withdrawn, the newest first."""
    found = Release.objects.filter(dataset=row, withdrawn_at__isnull=True).order_by("-number")
    return list(found.values_list("number", flat=True))


def release_tags(slug: str) -> dict[str, int]:
    """The tag of every release -> the snapshot of its version."""
    found = Release.objects.filter(dataset__slug=slug)
    return dict(found.values_list("tag", "version__snapshot"))
