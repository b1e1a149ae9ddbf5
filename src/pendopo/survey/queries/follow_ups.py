"""Promises after a survey: how they stand, and what happened to the element since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pendopo.accounts.domain.policy import Permission, allows
from pendopo.directory.queries import AgencyView, agencies_of
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.decimals import half_up
from pendopo.kernel.errors import NotFound
from pendopo.survey import models
from pendopo.survey.domain.follow_up import FollowUp, FollowUpState, Promise, Standing, Step
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.surveys import Scope
from pendopo.survey.domain.tally import Tally, Totals, add_up
from pendopo.survey.queries.asked import current_framework
from pendopo.survey.queries.scopes import ScopeView, scope_view, services_in
from pendopo.survey.queries.tallies import tallies

#: Periods after that of the promise that are shown beside it.
PERIODS_AFTER = 4


@dataclass(frozen=True)
class Effect:
    """One element in one period: its mean with two decimals ("3.12"), None when too few answered."""

    period: Period
    answers: int
    mean: str | None


@dataclass(frozen=True)
class FollowUpView:
    """A promise as its pages show it. `effects`: the period of the promise, then each later one with answers."""

    follow_up: FollowUp
    scope: ScopeView
    element_name: str
    agency_name: str
    standing: Standing
    effects: tuple[Effect, ...]

    @property
    def change(self) -> str | None:
        """By how much the mean went up or down from the first to the last period shown, "+0.41"; None when unknown."""
        known = [each.mean for each in self.effects if each.mean is not None]
        if len(known) < 2 or self.effects[0].mean is None:
            return None
        hundredths = _hundredths(known[-1]) - _hundredths(known[0])
        sign = "-" if hundredths < 0 else "+"
        return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


def follow_up(follow_up_id: int) -> FollowUp:
    """The promise with this number. Raises `NotFound`."""
    row = models.FollowUp.objects.filter(pk=follow_up_id).prefetch_related("steps").first()
    if row is None:
        raise NotFound
    return _value(row)


def owners(scope: Scope, actor: Actor) -> tuple[AgencyView, ...]:
    """The agencies that `actor` may promise for: those with a service in the scope; whoever follows up for the whole
    government may charge any of its agencies. Raises `NotFound` for a scope that is not there."""
    services = scope_view(scope).services
    whole = allows(actor, Permission.FOLLOW_UP, Place(scope.government_id))
    here = {each.agency_id for each in services}
    return tuple(agency for agency in agencies_of(scope.government_id) if whole or agency.id in here)


def follow_up_page(follow_up_id: int, *, today: date, minimum: int) -> FollowUpView:
    """One promise as a page shows it. Raises `NotFound`."""
    return _views([follow_up(follow_up_id)], today=today, minimum=minimum)[0]


def of_scope(
    scope: Scope, *, period: Period | None = None, today: date, minimum: int
) -> tuple[FollowUpView, ...]:
    """The promises about the services of `scope`, open ones first, then the newest.

    A scope shows its own promises, those about its parts, and those about wholes that its services belong to.
    With `period` only promises from figures of that period or of one that shares a month with it.
    """
    rows = models.FollowUp.objects.filter(government=scope.government_id).prefetch_related("steps")
    mine = frozenset(each.id for each in services_in(scope))
    found = [value for value in map(_value, rows.order_by("-pk")) if _touches(value, scope, mine)]
    if period is not None:
        found = [value for value in found if value.promise.period.overlaps(period)]
    found.sort(key=lambda value: not value.is_open)
    return _views(found, today=today, minimum=minimum)


def _touches(value: FollowUp, scope: Scope, mine: frozenset[int]) -> bool:
    theirs = frozenset(each.id for each in services_in(value.promise.scope))
    return value.promise.scope == scope or theirs <= mine or (scope.service_id is not None and mine <= theirs)


def _views(found: Sequence[FollowUp], *, today: date, minimum: int) -> tuple[FollowUpView, ...]:
    framework = current_framework()
    names = {element.code: element.name for element in framework.elements}
    agencies = {
        agency.id: agency.name
        for government in {value.promise.scope.government_id for value in found}
        for agency in agencies_of(government)
    }
    spans = {value.id: _span(value.promise.period, today) for value in found}
    months = sorted({month for span in spans.values() for period in span for month in period.months})
    scopes = {value.id: scope_view(value.promise.scope) for value in found}
    wanted = sorted({number for view in scopes.values() for number in view.service_ids})
    counted = tallies(service_ids=wanted, months=months) if found else []
    return tuple(
        FollowUpView(
            follow_up=value,
            scope=scopes[value.id],
            element_name=names.get(value.promise.element, value.promise.element),
            agency_name=agencies[value.promise.owner_agency_id],
            standing=value.standing(today),
            effects=_effects(value, spans[value.id], _of(counted, scopes[value.id]), minimum),
        )
        for value in found
    )


def _span(first: Period, today: date) -> tuple[Period, ...]:
    """The period of a promise and those after it that have begun."""
    periods = [first]
    while len(periods) <= PERIODS_AFTER and periods[-1].next().first.first <= today:
        periods.append(periods[-1].next())
    return tuple(periods)


def _of(counted: Iterable[Tally], scope: ScopeView) -> list[Tally]:
    services = set(scope.service_ids)
    return [tally for tally in counted if tally.service_id in services]


def _effects(
    value: FollowUp, span: Iterable[Period], counted: Sequence[Tally], minimum: int
) -> tuple[Effect, ...]:
    totals = [(period, add_up(tally for tally in counted if tally.month in period)) for period in span]
    first = totals[0][0]
    return tuple(
        Effect(period, found.respondents, _mean(found, value.promise.element, minimum))
        for period, found in totals
        if found.respondents or period == first
    )


def _mean(totals: Totals, element: str, minimum: int) -> str | None:
    mean = totals.mean(element)
    return half_up(mean, 2) if mean is not None and totals.respondents >= max(minimum, 1) else None


def _hundredths(mean: str) -> int:
    return int(mean.replace(".", ""))


def _value(row: models.FollowUp) -> FollowUp:
    scope = Scope(row.government_id, row.agency_id, row.office_id, row.service_id)
    promise = Promise(
        scope, row.element, Period.parse(row.period), row.heard, row.plan, row.owner_agency_id, row.owner
    )
    steps = sorted(row.steps.all(), key=lambda step: step.number)
    return FollowUp(
        row.pk,
        promise,
        tuple(
            Step(
                each.number, each.day, FollowUpState(each.state), each.due, each.note, each.evidence, each.by
            )
            for each in steps
        ),
    )
