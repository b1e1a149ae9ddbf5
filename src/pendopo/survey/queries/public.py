"""The published figures of a scope and period. What would give a small group away is merged or left out.

The rules (`disclosing.py`) decide about each month; a longer period is the sum of its months, so no two published
tables can be subtracted from each other to a small group.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from django.db import connection

from pendopo.kernel.days import Month
from pendopo.survey.domain.channels import STRENGTH
from pendopo.survey.domain.disclosure import Merged, join, safe_columns
from pendopo.survey.domain.framework import Framework
from pendopo.survey.domain.index import Index
from pendopo.survey.domain.periods import HALF_YEAR, QUARTER, YEAR, Period
from pendopo.survey.domain.sampling import Sample, sample_of
from pendopo.survey.domain.surveys import Scope
from pendopo.survey.domain.tally import Tally, Totals, add_up, index_of
from pendopo.survey.queries.asked import current_framework
from pendopo.survey.queries.disclosing import MonthRules, Rule, parts_of
from pendopo.survey.queries.figures import measure
from pendopo.survey.queries.reading import visits_of
from pendopo.survey.queries.scopes import ScopeView, scope_view
from pendopo.survey.queries.tallies import tallies

#: Periods in the public trend, by their length in months.
TREND = {1: 6, QUARTER: 6, HALF_YEAR: 4, YEAR: 3}
#: The band of people of whom no profile was kept.
NO_PROFILE = ""


@dataclass(frozen=True)
class PublicFigures:
    """What everybody may know of a group: its counts always, `totals` and `index` only where they are published.

    `left_out` counts answers of months in which the group was too small; they are not in `totals`.
    """

    key: str
    name: str
    answers: int
    totals: Totals | None
    index: Index | None
    left_out: int = 0


@dataclass(frozen=True)
class PublicColumn:
    """Answers of some classes, or people of some bands, that are shown as one."""

    names: tuple[str, ...]
    answers: int
    index: Index | None


@dataclass(frozen=True)
class PublicIndex:
    """The published figures of `scope` in `period`; lists are empty where nothing of the kind is shown.

    `with_code` answers used up one of the `issued` codes; of `served` visits the queue has told.
    """

    scope: ScopeView
    period: Period
    framework: Framework
    least: int
    whole: PublicFigures
    classes: tuple[PublicColumn, ...]
    profile: tuple[tuple[str, tuple[PublicColumn, ...]], ...]
    trend: tuple[PublicFigures, ...]
    agencies: tuple[PublicFigures, ...]
    offices: tuple[PublicFigures, ...]
    services: tuple[PublicFigures, ...]
    with_code: int
    issued: int
    served: int
    sample: Sample | None


def public_index(scope: ScopeView, period: Period, *, least: int) -> PublicIndex:
    """The published figures; `least` is the smallest group that may be shown."""
    return _Tables(scope, period, max(least, 1)).page()


class _Tables:
    """The tallies of a government over a span of periods, and what may be shown of them."""

    def __init__(self, scope: ScopeView, period: Period, least: int) -> None:
        self.scope, self.period, self.least = scope, period, least
        self.framework = current_framework()
        self.everything = scope_view(Scope(scope.scope.government_id))
        self.span = _span(period)
        months = [month for each in self.span for month in each.months]
        self.counted = tallies(service_ids=self.everything.service_ids, months=months)
        self.parts = parts_of(self.everything)
        by_month: dict[Month, list[Tally]] = {}
        for tally in self.counted:
            by_month.setdefault(tally.month, []).append(tally)
        scopes = (self.everything, *self.parts)
        self.rules = {month: MonthRules(found, scopes, least) for month, found in by_month.items()}

    def page(self) -> PublicIndex:
        figures = partial(self._figures, period=self.period)
        services = self.scope.service_ids
        measured = measure(services, self.period.months).values()
        served = sum(visits_of(services, self.period).values())
        whole = figures(self.scope)
        return PublicIndex(
            scope=self.scope,
            period=self.period,
            framework=self.framework,
            least=self.least,
            whole=whole,
            classes=self._classes(),
            profile=tuple(
                (field.code, self._profile(field.code, [band for band, _ in field.bands]))
                for field in self.framework.profile
            ),
            trend=tuple(self._figures(self.scope, each, str(each)) for each in self.span),
            agencies=tuple(map(figures, self._parts_of("instansi"))),
            offices=tuple(map(figures, self._parts_of("kantor"))),
            services=tuple(
                figures(scope_view(Scope(self.scope.scope.government_id, service_id=one)))
                for one in (services if self.scope.sort != "pemda" else ())
            ),
            with_code=sum(one.answers for one in measured),
            issued=sum(one.issued for one in measured),
            served=served,
            sample=sample_of(served, whole.answers) if served else None,
        )

    def _parts_of(self, sort: str) -> list[ScopeView]:
        if self.scope.sort != "pemda":
            return []
        return [view for view in self.parts if view.sort == sort]

    def _figures(self, view: ScopeView, period: Period, name: str = "") -> PublicFigures:
        mine = [one for one in self.counted if one.month in period and one.service_id in view.service_ids]
        shown = self._shown(view, period)
        answers, totals = sum(one.respondents for one in mine), add_up(shown)
        is_shown = totals.respondents >= self.least
        return PublicFigures(
            key=view.key,
            name=name or view.name,
            answers=answers,
            totals=totals if is_shown else None,
            index=index_of(self.framework, totals) if is_shown else None,
            left_out=answers - totals.respondents if is_shown else 0,
        )

    def _shown(self, view: ScopeView, period: Period) -> list[Tally]:
        """The tallies of a scope that are published, month by month."""
        rules = [self.rules[month] for month in period.months if month in self.rules]
        return [tally for rule in rules for tally in rule.tallies_of(view)]

    def _classes(self) -> tuple[PublicColumn, ...]:
        """Answers by class, for the government and its offices: of smaller parts it would say too much."""
        names = tuple(each.value for each in STRENGTH)
        grids = [
            {
                (place, name): sum(rule.sizes.get((service, name), 0) for service in group)
                for place, group in enumerate(groups)
                for name in names
            }
            for _, rule, groups in self._blocks()
        ]
        mine = self._shown(self.scope, self.period)
        found = []
        for merged in self._columns(names, grids):
            totals = add_up(one for one in mine if one.answer_class in merged)
            if totals.respondents:
                found.append(PublicColumn(merged, totals.respondents, index_of(self.framework, totals)))
        return tuple(found)

    def _profile(self, field: str, bands: Sequence[str]) -> tuple[PublicColumn, ...]:
        """How many people named which band. Bands are counted by service and month, never beside an answer."""
        here: dict[tuple[Month, int], int] = {}
        for month in self.period.months:
            if month in self.rules and self.rules[month].is_whole(self.scope):
                for one in self.rules[month].tallies_of(self.scope):
                    key = (month, one.service_id)
                    here[key] = here.get(key, 0) + one.respondents
        counts = {
            key[1:]: count for key, count in self._bands.items() if key[0] == field and key[1:3] in here
        }
        for (month, service), answers in here.items():
            asked = sum(count for key, count in counts.items() if key[:2] == (month, service))
            counts[month, service, NO_PROFILE] = max(answers - asked, 0)
        names = (*bands, NO_PROFILE)
        grids = [
            {
                (place, name): sum(counts.get((month, service, name), 0) for service in group)
                for place, group in enumerate(groups)
                for name in names
            }
            for month, _, groups in self._blocks()
        ]
        found = [
            PublicColumn(merged, sum(count for key, count in counts.items() if key[2] in merged), None)
            for merged in self._columns(names, grids)
        ]
        return tuple(column for column in found if column.answers)

    @cached_property
    def _bands(self) -> dict[tuple[str, Month, int, str], int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT field, period, service_id, band, count FROM survey_profile_count"
                " WHERE service_id = ANY(%s) AND period = ANY(%s)",
                [list(self.scope.service_ids), [str(month) for month in self.period.months]],
            )
            return {(row[0], Month.parse(row[1]), row[2], row[3]): row[4] for row in cursor.fetchall()}

    def _blocks(self) -> Iterator[tuple[Month, Rule, list[set[int]]]]:
        """The groups of services that can be told apart, for each month, rule and office of the scope."""
        blocks = [self.scope] if self.scope.sort == "kantor" else self.parts
        for month in self.period.months:
            if month in self.rules:
                for rule in (self.rules[month].alone, self.rules[month].beside):
                    for block in blocks:
                        if block.sort == "kantor":
                            yield month, rule, rule.groups(set(block.service_ids))

    def _columns(
        self, names: Sequence[str], grids: Iterable[Mapping[tuple[int, str], int]]
    ) -> tuple[Merged[str], ...]:
        """The finest columns that are safe in all of the grids; none for services and agencies."""
        if self.scope.sort not in ("pemda", "kantor"):
            return ()
        return join((safe_columns(grid, names, self.least) for grid in grids), names)


def _span(period: Period) -> list[Period]:
    span = [period]
    while len(span) < TREND[period.count]:
        span.insert(0, span[0].previous())
    return span
