"""The published figures of a scope and period. What would give a small group away is merged or left out.

The rules are those of `domain/disclosure.py`, applied to each month of the whole government; a longer period is the
sum of its months, so no two published tables can be subtracted from each other to a small group.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from django.db import connection

from pendopo.directory.queries import agencies_of, offices
from pendopo.kernel.days import Month
from pendopo.survey.domain.channels import STRENGTH
from pendopo.survey.domain.disclosure import Merged, Publishable, join, publishable, safe_columns
from pendopo.survey.domain.framework import Framework
from pendopo.survey.domain.index import Index
from pendopo.survey.domain.periods import HALF_YEAR, QUARTER, YEAR, Period
from pendopo.survey.domain.sampling import Sample, sample_of
from pendopo.survey.domain.surveys import Scope
from pendopo.survey.domain.tally import Tally, Totals, add_up, index_of
from pendopo.survey.queries.asked import current_framework
from pendopo.survey.queries.figures import measure
from pendopo.survey.queries.reading import visits_of
from pendopo.survey.queries.scopes import ScopeView, scope_view, services_in
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
        self.parts = _parts(self.everything)
        self.shown = {month: self._decide(month) for month in {tally.month for tally in self.counted}}

    def _decide(self, month: Month) -> Publishable[str, int]:
        """Which scopes may be shown in that month: wholes before parts, busy services before quiet ones."""
        sizes = _sizes(tally for tally in self.counted if tally.month == month)
        wholes = [(view.key, view.service_ids) for view in (self.everything, *self.parts)]
        single = sorted(sizes, key=lambda service: (-sizes[service], service))
        return publishable([*wholes, *((f"layanan-{one}", (one,)) for one in single)], sizes, self.least)

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
        shown = [one for one in mine if view.key in self.shown[one.month].names]
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

    def _classes(self) -> tuple[PublicColumn, ...]:
        """Answers by class, for the government and its offices: of smaller parts it would say too much."""
        names = tuple(each.value for each in STRENGTH)
        columns = self._columns(names, {
            (tally.month, tally.service_id, tally.answer_class): tally.respondents for tally in self.counted
        })  # fmt: skip
        mine = [one for one in self._shown_here() if columns]
        found = []
        for merged in columns:
            totals = add_up(one for one in mine if one.answer_class in merged)
            if totals.respondents:
                found.append(PublicColumn(merged, totals.respondents, index_of(self.framework, totals)))
        return tuple(found)

    def _profile(self, field: str, bands: Sequence[str]) -> tuple[PublicColumn, ...]:
        """How many people named which band. Bands are counted by service and month, never beside an answer."""
        here = {(one.month, one.service_id) for one in self._shown_here()}
        counts = {
            key[1:]: count for key, count in self._bands.items() if key[0] == field and key[1:3] in here
        }
        for month, service in here:
            asked = sum(count for key, count in counts.items() if key[:2] == (month, service))
            answers = sum(
                one.respondents for one in self.counted if (one.month, one.service_id) == (month, service)
            )
            counts[month, service, NO_PROFILE] = max(answers - asked, 0)
        columns = self._columns((*bands, NO_PROFILE), counts)
        found = [
            PublicColumn(merged, sum(count for key, count in counts.items() if key[2] in merged), None)
            for merged in columns
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

    def _shown_here(self) -> list[Tally]:
        """The tallies of this scope and period whose month is published."""
        return [
            one
            for one in self.counted
            if one.month in self.period
            and one.service_id in self.scope.service_ids
            and self.scope.key in self.shown[one.month].names
        ]

    def _columns(
        self, names: Sequence[str], counts: dict[tuple[Month, int, str], int]
    ) -> tuple[Merged[str], ...]:
        """The finest columns that are safe in every month and office of the scope."""
        if self.scope.sort not in ("pemda", "kantor"):
            return ()
        blocks = [view for view in self.parts if view.sort == "kantor"]
        if self.scope.sort == "kantor":
            blocks = [self.scope]
        partitions = []
        for month in self.period.months:
            for block in blocks:
                grid: dict[tuple[int, str], int] = {}
                groups = self.shown[month].groups if month in self.shown else ()
                for place, group in enumerate(groups):
                    for service in group.intersection(block.service_ids):
                        for name in names:
                            count = counts.get((month, service, name), 0)
                            grid[place, name] = grid.get((place, name), 0) + count
                partitions.append(safe_columns(grid, names, self.least))
        return join(partitions, names)


def _span(period: Period) -> list[Period]:
    span = [period]
    while len(span) < TREND[period.count]:
        span.insert(0, span[0].previous())
    return span


def _sizes(found: Iterable[Tally]) -> dict[int, int]:
    sizes: dict[int, int] = {}
    for tally in found:
        sizes[tally.service_id] = sizes.get(tally.service_id, 0) + tally.respondents
    return sizes


def _parts(everything: ScopeView) -> list[ScopeView]:
    """The offices and agencies of a government that have services, in the order of the directory."""
    number = everything.scope.government_id
    services = services_in(everything.scope)
    at = {each.office_id for each in services}
    of = {each.agency_id for each in services}
    found = [Scope(number, office_id=place.id) for place in offices() if place.id in at]
    found += [Scope(number, agency_id=agency.id) for agency in agencies_of(number) if agency.id in of]
    return [scope_view(scope) for scope in found]
