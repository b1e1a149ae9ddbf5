"""The figures of a scope and period for the people who work with them: everything, small groups included."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db import connection

from pendopo.accounts.domain.policy import Permission, allows
from pendopo.directory.queries import agencies_of, governments, offices
from pendopo.kernel.actor import Actor
from pendopo.kernel.days import Month
from pendopo.survey.domain import care
from pendopo.survey.domain.channels import STRENGTH
from pendopo.survey.domain.framework import Framework
from pendopo.survey.domain.index import Index
from pendopo.survey.domain.periods import HALF_YEAR, QUARTER, YEAR, Period
from pendopo.survey.domain.sampling import Sample, sample_of
from pendopo.survey.domain.tally import Tally, Totals, add_up, grouped, index_of
from pendopo.survey.queries.asked import current_framework
from pendopo.survey.queries.counts import count_codes
from pendopo.survey.queries.scopes import ScopeView, place_of, scopes_of
from pendopo.survey.queries.tallies import tallies

#: Periods in a trend, by their length in months.
TREND = {1: 12, QUARTER: 8, HALF_YEAR: 6, YEAR: 5}
#: Periods before this one that say what is usual.
USUAL = 4
#: Patterns that are looked at.
MOST_PATTERNS = 5


@dataclass(frozen=True)
class GroupFigures:
    """The figures of one part: a period, class, service, agency or office. `key` names it in addresses."""

    key: str
    name: str
    totals: Totals
    index: Index | None
    served: int = 0


@dataclass(frozen=True)
class ReadingPage:
    """The figures of `scope` in `period`.

    `trend` goes from old to new, this period last; `parts` are agencies and offices of a government, else
    services; `classes` are ordered from what proves most. `served` are visits that the queue closed; `sample`
    is None where it closed none.
    """

    scope: ScopeView
    period: Period
    framework: Framework
    whole: GroupFigures
    classes: tuple[GroupFigures, ...]
    trend: tuple[GroupFigures, ...]
    agencies: tuple[GroupFigures, ...]
    offices: tuple[GroupFigures, ...]
    services: tuple[GroupFigures, ...]
    served: int
    sample: Sample | None
    signs: tuple[care.Sign, ...]

    @property
    def with_code(self) -> int:
        """Answers that are compared with visits: those that used up a code."""
        return sum(each.totals.respondents for each in self.classes if each.key in ("slip", "phone"))

    @property
    def response(self) -> Fraction | None:
        """The share of visits that brought an answer with a code; None without visits."""
        return Fraction(self.with_code, self.served) if self.served else None


def scopes_allowed(actor: Actor, permission: Permission) -> tuple[ScopeView, ...]:
    """The scopes at which this person has a permission, wholes before their parts."""
    return tuple(
        view
        for government in governments()
        for view in scopes_of(government.id)
        if allows(actor, permission, place_of(view.scope))
    )


def readable_scopes(actor: Actor) -> tuple[ScopeView, ...]:
    """The scopes whose figures this person may read."""
    return scopes_allowed(actor, Permission.READ_SURVEYS)


def reading_page(scope: ScopeView, period: Period) -> ReadingPage:
    """The figures of a scope and period. The caller has asked the policy (`readable_scopes`)."""
    framework = current_framework()
    span = _span(period)
    counted = tallies(service_ids=scope.service_ids, months=[month for each in span for month in each.months])
    mine = [tally for tally in counted if tally.month in period]
    visits = visits_of(scope.service_ids, period)
    served = sum(visits.values())
    whole = _group(framework, scope.key, scope.name, add_up(mine), served)
    return ReadingPage(
        scope=scope,
        period=period,
        framework=framework,
        whole=whole,
        classes=_classes(framework, mine),
        trend=tuple(
            _group(framework, str(each), str(each), add_up(one for one in counted if one.month in each))
            for each in span
        ),
        agencies=_agencies(framework, scope, mine, visits),
        offices=_offices(framework, scope, mine, visits),
        services=_services(framework, scope, mine, visits),
        served=served,
        sample=sample_of(served, whole.totals.respondents) if served else None,
        signs=_signs(scope, period, whole.totals, counted),
    )


def visits_of(service_ids: Sequence[int], period: Period) -> dict[int, int]:
    """How many visits the queue closed in the period, by service; what it did not tell is not there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT service_id, sum(closed) FROM survey_day_count"
            " WHERE service_id = ANY(%s) AND day BETWEEN %s AND %s GROUP BY service_id",
            [list(service_ids), period.first.first, period.last.last],
        )
        return {service: int(closed) for service, closed in cursor.fetchall()}


def _span(period: Period) -> list[Period]:
    span = [period]
    while len(span) < max(TREND[period.count], USUAL + 1):
        span.insert(0, span[0].previous())
    return span


def _group(framework: Framework, key: str, name: str, totals: Totals, served: int = 0) -> GroupFigures:
    return GroupFigures(key, name, totals, index_of(framework, totals), served)


def _classes(framework: Framework, mine: Iterable[Tally]) -> tuple[GroupFigures, ...]:
    found = grouped(mine, lambda tally: tally.answer_class)
    return tuple(
        _group(framework, each.value, each.value, found[each.value])
        for each in STRENGTH
        if each.value in found
    )


def _services(
    framework: Framework, scope: ScopeView, mine: Sequence[Tally], visits: dict[int, int]
) -> tuple[GroupFigures, ...]:
    found = grouped(mine, lambda tally: tally.service_id)
    return tuple(
        _group(
            framework, f"layanan-{each.id}", each.name, found.get(each.id, Totals()), visits.get(each.id, 0)
        )
        for each in scope.services
    )


def _agencies(
    framework: Framework, scope: ScopeView, mine: Sequence[Tally], visits: dict[int, int]
) -> tuple[GroupFigures, ...]:
    if scope.sort == "layanan" or scope.sort == "instansi":
        return ()
    names = {agency.id: agency.name for agency in agencies_of(scope.scope.government_id)}
    of = {each.id: each.agency_id for each in scope.services}
    return _by(framework, "instansi", names, of.__getitem__, mine, visits)


def _offices(
    framework: Framework, scope: ScopeView, mine: Sequence[Tally], visits: dict[int, int]
) -> tuple[GroupFigures, ...]:
    if scope.sort == "layanan" or scope.sort == "kantor":
        return ()
    names = {place.id: place.name for place in offices()}
    of = {each.id: each.office_id for each in scope.services}
    return _by(framework, "kantor", names, of.__getitem__, mine, visits)


def _by(
    framework: Framework,
    sort: str,
    names: dict[int, str],
    of: Callable[[int], int],
    mine: Sequence[Tally],
    visits: dict[int, int],
) -> tuple[GroupFigures, ...]:
    found = grouped(mine, lambda tally: of(tally.service_id))
    served: dict[int, int] = {}
    for service, closed in visits.items():
        served[of(service)] = served.get(of(service), 0) + closed
    return tuple(
        _group(
            framework, f"{sort}-{number}", names[number], found.get(number, Totals()), served.get(number, 0)
        )
        for number in names
        if number in found or number in served
    )


def _signs(
    scope: ScopeView, period: Period, totals: Totals, counted: Sequence[Tally]
) -> tuple[care.Sign, ...]:
    before = [period]
    while len(before) <= USUAL:
        before.append(before[-1].previous())
    usual = [tally for tally in counted if any(tally.month in each for each in before[1:])]
    return care.signs(
        respondents=totals.respondents,
        same=totals.same,
        patterns=_patterns(scope.service_ids, period.months),
        days=_days(scope.service_ids, period.first.first, period.last.last),
        mix=_mix(tally for tally in counted if tally.month in period),
        usual=_mix(usual),
    )


def _mix(found: Iterable[Tally]) -> dict[str, int]:
    return {name: totals.respondents for name, totals in grouped(found, lambda one: one.answer_class).items()}


def _patterns(service_ids: Sequence[int], months: Sequence[Month]) -> list[care.Pattern]:
    """The most frequent ways to fill in all elements."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT q, count(*) FROM survey_answer WHERE service_id = ANY(%s) AND period = ANY(%s)"
            " GROUP BY q HAVING count(*) > 1 ORDER BY count(*) DESC, q LIMIT %s",
            [list(service_ids), [str(month) for month in months], MOST_PATTERNS],
        )
        return [care.Pattern(tuple(scores), count) for scores, count in cursor.fetchall()]


def _days(service_ids: Sequence[int], first: date, last: date) -> list[care.AnswersOfADay]:
    """Answers with codes by the day of their code, all services together."""
    days: dict[date, tuple[int, int, bool]] = {}
    for counts, told in count_codes(first, last, list(service_ids)):
        answers, served, all_told = days.get(counts.day, (0, 0, True))
        days[counts.day] = (
            answers + counts.slip + counts.own,
            served + counts.closed,
            all_told and told,
        )
    return [
        care.AnswersOfADay(day, answers, served if told else None)
        for day, (answers, served, told) in sorted(days.items())
    ]
