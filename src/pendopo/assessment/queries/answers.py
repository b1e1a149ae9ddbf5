"""Answers as they stand, and how they came to be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from pendopo.accounts.queries import names_of
from pendopo.assessment.domain.answers import Act, Content, State
from pendopo.assessment.domain.rounds import Given, RoundName
from pendopo.assessment.domain.tasks import Present
from pendopo.assessment.models import AnswerVersion, EvidenceUse, Finding, RoundAnswer

_CONTENT = ("level", "fact", "analysis", "justification", "reason")


@dataclass(frozen=True)
class AnswerView:
    """The answer of one round to one indicator, with who wrote it last."""

    present: Present
    changed_at: datetime
    changed_by: str

    @property
    def round(self) -> RoundName:
        return self.present.round


@dataclass(frozen=True)
class VersionView:
    """How an answer was after one change."""

    round: RoundName
    version: int
    act: Act
    content: Content
    at: datetime
    by: str


@dataclass(frozen=True)
class FindingView:
    """What a reviewer found. Open until `settled_at`."""

    id: int
    round: RoundName
    indicator: str
    text: str
    made_at: datetime
    made_by: str
    settled_at: datetime | None


def answers_to(assessment_id: int, indicator: str) -> tuple[AnswerView, ...]:
    """What the rounds have written about one indicator, drafts included, in the order of rounds. Two queries."""
    rows = list(RoundAnswer.objects.filter(assessment=assessment_id, indicator=indicator))
    names = names_of(row.changed_by_id for row in rows if row.changed_by_id)
    views = [AnswerView(_present(row), row.changed_at, names.get(row.changed_by_id, "")) for row in rows]
    return tuple(sorted(views, key=lambda view: view.round.order))


def presents(assessment_id: int) -> tuple[Present, ...]:
    """All answers of all rounds as they stand. One query."""
    return tuple(_present(row) for row in RoundAnswer.objects.filter(assessment=assessment_id))


def presents_of(assessment_id: int, indicators: Iterable[str]) -> tuple[Present, ...]:
    """The answers of all rounds to some indicators, in the order of rounds. One query."""
    rows = RoundAnswer.objects.filter(assessment=assessment_id, indicator__in=list(indicators))
    return tuple(sorted((_present(row) for row in rows), key=lambda one: one.round.order))


def present(assessment_id: int, round: RoundName, indicator: str) -> Present | None:
    """One answer as it stands."""
    row = RoundAnswer.objects.filter(assessment=assessment_id, round=round.value, indicator=indicator).first()
    return _present(row) if row else None


def given_levels(assessment_ids: Iterable[int]) -> Mapping[int, tuple[Given, ...]]:
    """The levels of all rounds by assessment; `levels_after` says which of them count. One query."""
    found: dict[int, list[Given]] = {ident: [] for ident in assessment_ids}
    rows = RoundAnswer.objects.filter(assessment__in=found, state=State.GIVEN.value)
    for ident, round_, indicator, level in rows.values_list("assessment", "round", "indicator", "level"):
        found[ident].append(Given(RoundName(round_), indicator, level, State.GIVEN))
    return {ident: tuple(levels) for ident, levels in found.items()}


def evidence_counts(assessment_id: int) -> Mapping[str, int]:
    """How many pieces of evidence each indicator has. One query."""
    rows = EvidenceUse.objects.filter(
        assessment=assessment_id, removed_at=None, evidence__withdrawn_at=None, evidence__draft=False
    )
    return dict(rows.values_list("indicator").annotate(Count("pk")).order_by())


def evidence_count(assessment_id: int, indicator: str) -> int:
    """How many pieces of evidence one indicator has. One query."""
    return int(
        EvidenceUse.objects.filter(
            assessment=assessment_id,
            indicator=indicator,
            removed_at=None,
            evidence__withdrawn_at=None,
            evidence__draft=False,
        ).count()
    )


def history(assessment_id: int, indicator: str) -> tuple[VersionView, ...]:
    """Every version of every round, newest first. Two queries."""
    rows = AnswerVersion.objects.filter(answer__assessment=assessment_id, answer__indicator=indicator)
    found = list(rows.select_related("answer").order_by("-at", "-pk"))
    names = names_of(row.by_id for row in found if row.by_id)
    return tuple(
        VersionView(
            RoundName(row.answer.round),
            row.version,
            Act(row.act),
            _content(row),
            row.at,
            names.get(row.by_id, ""),
        )
        for row in found
    )


def findings(assessment_id: int, indicator: str | None = None) -> tuple[FindingView, ...]:
    """Findings in the order in which they were made, settled ones included. Two queries."""
    rows = Finding.objects.filter(assessment=assessment_id)
    found = list((rows if indicator is None else rows.filter(indicator=indicator)).order_by("pk"))
    names = names_of(row.made_by_id for row in found if row.made_by_id)
    return tuple(
        FindingView(
            row.pk,
            RoundName(row.round),
            row.indicator,
            row.text,
            row.made_at,
            names.get(row.made_by_id, ""),
            row.settled_at,
        )
        for row in found
    )


def _present(row: RoundAnswer) -> Present:
    return Present(RoundName(row.round), row.indicator, State(row.state), _content(row), row.version)


def _content(row: RoundAnswer | AnswerVersion) -> Content:
    return Content(**{name: getattr(row, name) for name in _CONTENT})
