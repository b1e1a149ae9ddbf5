"""The surveys of a government: what they ask, which one applies to a service, what own questions brought."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from pendopo.directory.domain.rules import ServiceRules
from pendopo.directory.queries import governments, rules_of
from pendopo.kernel.days import Month
from pendopo.kernel.errors import NotFound
from pendopo.survey import models
from pendopo.survey.domain.channels import AnswerClass
from pendopo.survey.domain.index import Index
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.surveys import (
    Design,
    OwnQuestion,
    Scope,
    State,
    Survey,
    Target,
    overlapping,
    survey_of,
    with_own,
)
from pendopo.survey.domain.tally import add_up, index_of
from pendopo.survey.queries.asked import current_framework
from pendopo.survey.queries.scopes import ScopeView, scope_view
from pendopo.survey.queries.tallies import tallies


@dataclass(frozen=True)
class SurveyRow:
    """A survey in a list, with the name of what it is about."""

    survey: Survey
    scope: ScopeView


@dataclass(frozen=True)
class SurveyPage:
    """A survey with what stands beside it.

    `in_the_way`: an open or closed survey of the same scope that shares a month with this draft.
    `narrower`: open surveys of parts of this scope, whose questions come first there.
    """

    survey: Survey
    scope: ScopeView
    in_the_way: Survey | None
    narrower: tuple[Survey, ...]


@dataclass(frozen=True)
class AskedQuestion:
    """An own question that people of a service are asked now; `id` is what its answers are counted under."""

    id: int
    question: OwnQuestion


@dataclass(frozen=True)
class QuestionTally:
    """How often each option of an own question was chosen; `counts[0]` did not answer."""

    question: OwnQuestion
    answer_class: AnswerClass
    service_id: int
    month: Month
    counts: tuple[int, ...]


@dataclass(frozen=True)
class SurveyFigures:
    """What a survey brought: the index of the nine elements, the survey's own index when it has elements of its own
    (None otherwise), and each own question with its counts (empty while nobody was asked)."""

    respondents: int
    index: Index | None
    own_index: Index | None
    questions: tuple[tuple[OwnQuestion, tuple[int, ...]], ...]


def surveys_of(government_id: int) -> tuple[SurveyRow, ...]:
    """All surveys of a government, the newest period first."""
    rows = models.Survey.objects.filter(government=government_id).order_by("-first", "months", "id")
    return tuple(SurveyRow(each, scope_view(each.design.scope)) for each in _surveys(rows))


def survey(survey_id: int) -> Survey:
    """One survey. Raises `NotFound`."""
    found = _surveys(models.Survey.objects.filter(pk=survey_id))
    if not found:
        raise NotFound
    return found[0]


def survey_page(survey_id: int) -> SurveyPage:
    """A survey with those that touch it. Raises `NotFound`."""
    found = survey(survey_id)
    scope = found.design.scope
    view = scope_view(scope)
    targets = [_target(each) for each in rules_of(view.service_ids).values()]
    others = [each for each in _of_government(scope.government_id) if each.id != found.id]
    narrower = tuple(
        each
        for each in others
        if each.state is State.OPEN
        and each.design.scope.rank > scope.rank
        and each.design.period.overlaps(found.design.period)
        and any(each.design.scope.covers(target) for target in targets)
    )
    in_the_way = overlapping(found.design, others) if found.state is State.DRAFT else None
    return SurveyPage(found, view, in_the_way, narrower)


def surveys_touching(scope: Scope) -> tuple[Survey, ...]:
    """All surveys of the scope's government."""
    return _of_government(scope.government_id)


def asked_besides(service_id: int, month: Month) -> tuple[AskedQuestion, ...]:
    """The own questions that people of the service are asked in that month; mostly none."""
    rules = rules_of([service_id]).get(service_id)
    if rules is None:
        return ()
    chosen = survey_of(_target(rules), month, _of_government(rules.government_id))
    if chosen is None or not chosen.design.questions:
        return ()
    numbers = dict(models.Question.objects.filter(survey=chosen.id).values_list("code", "pk"))
    return tuple(AskedQuestion(numbers[each.code], each) for each in chosen.design.questions)


def question_tallies(
    survey_id: int, *, service_ids: Collection[int] | None = None, months: Sequence[Month] | None = None
) -> tuple[QuestionTally, ...]:
    """What own questions of a survey brought, by question, service, month and class."""
    asked = {row.pk: _question(row) for row in models.Question.objects.filter(survey=survey_id)}
    rows = models.QuestionCount.objects.filter(question__in=list(asked))
    if service_ids is not None:
        rows = rows.filter(service__in=list(service_ids))
    if months is not None:
        rows = rows.filter(period__in=[str(month) for month in months])
    found: dict[tuple[int, str, int, str], dict[int, int]] = {}
    for row in rows.order_by("question", "answer_class", "service", "period"):
        key = (row.question_id, row.answer_class, row.service_id, row.period)
        found.setdefault(key, {})[row.option] = row.count
    return tuple(
        QuestionTally(
            asked[number],
            AnswerClass(answer_class),
            service_id,
            Month.parse(period),
            tuple(counts.get(option, 0) for option in range(len(asked[number].options) + 1)),
        )
        for (number, answer_class, service_id, period), counts in found.items()
    )


def survey_figures(survey_id: int) -> SurveyFigures:
    """What a survey brought so far. Raises `NotFound`."""
    found = survey(survey_id)
    services, months = scope_view(found.design.scope).service_ids, found.design.period.months
    totals = add_up(tallies(service_ids=services, months=months))
    brought = question_tallies(survey_id, service_ids=services, months=months)
    counts = {
        question: tuple(
            sum(each)
            for each in zip(*(one.counts for one in brought if one.question == question), strict=True)
        )
        for question in found.design.questions
    }
    framework = current_framework()
    extra = {
        question.code: (n[0], n[1], n[2], n[3], n[4])
        for question, n in counts.items()
        if question.in_index and n
    }
    whole = replace(totals, counts={**totals.counts, **extra})
    return SurveyFigures(
        totals.respondents,
        index_of(framework, totals),
        index_of(with_own(framework, found.design.questions), whole) if extra else None,
        tuple((question, counts[question]) for question in found.design.questions),
    )


def own_governments(ids: Iterable[int | None]) -> tuple[int, ...]:
    """The governments with these ids; None among them means all."""
    wanted = set(ids)
    return tuple(each.id for each in governments() if None in wanted or each.id in wanted)


def _of_government(government_id: int) -> tuple[Survey, ...]:
    return _surveys(models.Survey.objects.filter(government=government_id))


def _surveys(rows: QuerySet[models.Survey]) -> tuple[Survey, ...]:
    return tuple(
        Survey(
            row.pk,
            Design(
                Scope(row.government_id, row.agency_id, row.office_id, row.service_id),
                row.title,
                Period(Month.of(row.first), row.months),
                row.framework,
                tuple(sorted(map(_question, row.questions.all()), key=_order)),
            ),
            State(row.state),
        )
        for row in rows.prefetch_related("questions")
    )


def _question(row: models.Question) -> OwnQuestion:
    return OwnQuestion(row.code, row.in_index, row.text, tuple(row.options))


def _order(question: OwnQuestion) -> tuple[bool, int]:
    """Elements first, each sort by number: U10 comes after U9."""
    return not question.in_index, int(question.code[1:])


def _target(rules: ServiceRules) -> Target:
    return Target(rules.government_id, rules.agency_id, rules.office_id, rules.service_id)
