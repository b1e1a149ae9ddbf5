"""What a report of a scope and period is made of: published figures, and promises up to that period."""

from dataclasses import dataclass
from datetime import date

from pendopo.directory.queries import agencies_of, office_by_id, service
from pendopo.kernel.days import Month
from pendopo.kernel.errors import NotFound
from pendopo.survey.domain.index import Index
from pendopo.survey.domain.periods import Period
from pendopo.survey.queries.follow_ups import FollowUpView, of_scope
from pendopo.survey.queries.public import PublicIndex, public_index
from pendopo.survey.queries.scopes import ScopeView, scope_named


@dataclass(frozen=True)
class ReportFigures:
    """The figures of a report; `follow_ups` leaves out what was promised about later periods.

    `office_slug`, `letter`, `agency_slug` name the scope in the addresses of the public pages.
    """

    found: PublicIndex
    index: Index
    follow_ups: tuple[FollowUpView, ...]
    office_slug: str
    letter: str
    agency_slug: str


def report_figures(scope: str, period: Period, *, least: int, today: date) -> ReportFigures:
    """The figures of the scope with this key ("kantor-1"); `least` is the smallest group that may be shown.

    Raises `NotFound` for an unknown scope, a period that has not begun, or one without a published index.
    """
    view = scope_named(scope)
    if period.first > Month.of(today):
        raise NotFound
    found = public_index(view, period, least=least)
    if found.whole.index is None:
        raise NotFound
    promises = of_scope(view.scope, today=today, minimum=least)
    follow_ups = tuple(each for each in promises if each.follow_up.promise.period.first <= period.last)
    return ReportFigures(found, found.whole.index, follow_ups, *_address(view))


def _address(view: ScopeView) -> tuple[str, str, str]:
    scope = view.scope
    if scope.service_id is not None:
        found = service(scope.service_id)
        return office_by_id(found.office_id).slug, found.code, ""
    if scope.office_id is not None:
        return office_by_id(scope.office_id).slug, "", ""
    slugs = {agency.id: agency.slug for agency in agencies_of(scope.government_id)}
    return "", "", slugs.get(scope.agency_id or 0, "")
