"""The published satisfaction figures of a government, office, agency or service, with what was done about them."""

from dataclasses import dataclass
from datetime import date, datetime

from pendopo.directory.queries import OfficeView, agencies_of, default_office, office, services_of
from pendopo.kernel.days import Month, local_day
from pendopo.kernel.errors import NotFound
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.surveys import Scope
from pendopo.survey.queries import ScopeView, scope_view
from pendopo.survey.queries.comments import PublicComments, public_comments
from pendopo.survey.queries.follow_ups import FollowUpView, of_scope
from pendopo.survey.queries.public import PublicIndex, public_index


@dataclass(frozen=True)
class SatisfactionPage:
    """The figures of `index.scope`; `office` is the office that it lies in, None for agencies and governments."""

    index: PublicIndex
    office: OfficeView | None
    letters: dict[str, str]
    slugs: dict[str, str]
    follow_ups: tuple[FollowUpView, ...]
    comments: PublicComments
    today: date
    seen_at: datetime


def office_satisfaction(
    slug: str, *, period: Period | None, letter: str, minimum: int, now: datetime
) -> SatisfactionPage:
    """The figures of an office in `period` (None: this month), or of its service with this letter.

    Raises `NotFound` for an unknown office or service.
    """
    place = office(slug)
    scope = Scope(place.government_id, office_id=place.id)
    if letter:
        service = next((one for one in services_of(place.id) if one.code == letter), None)
        if service is None:
            raise NotFound
        scope = Scope(place.government_id, service_id=service.id)
    return _page(scope_view(scope), place, local_day(now, place.zone), period, 1, minimum, now)


def agency_satisfaction(
    slug: str, *, site: str, period: Period | None, minimum: int, now: datetime
) -> SatisfactionPage:
    """The figures of an agency of the government that this site serves (`site`: its office).

    Without a period: this quarter. Raises `NotFound` for an unknown agency.
    """
    place = default_office(site)
    agency = next((one for one in agencies_of(place.government_id) if one.slug == slug), None)
    if agency is None:
        raise NotFound
    scope = Scope(place.government_id, agency_id=agency.id)
    return _page(scope_view(scope), None, local_day(now, place.zone), period, 3, minimum, now)


def government_satisfaction(
    *, site: str, period: Period | None, minimum: int, now: datetime
) -> SatisfactionPage:
    """The figures of the whole government that this site serves; without a period those of this quarter."""
    place = default_office(site)
    scope = Scope(place.government_id)
    return _page(scope_view(scope), None, local_day(now, place.zone), period, 3, minimum, now)


def _page(
    scope: ScopeView,
    place: OfficeView | None,
    today: date,
    asked: Period | None,
    usual: int,
    minimum: int,
    now: datetime,
) -> SatisfactionPage:
    month = Month.of(today)
    period = asked or Period.around(month, usual)
    period = min(period, Period.around(month, period.count))
    slugs = {f"instansi-{agency.id}": agency.slug for agency in agencies_of(scope.scope.government_id)}
    return SatisfactionPage(
        index=public_index(scope, period, least=minimum),
        office=place,
        letters={f"layanan-{one.id}": one.code for one in scope.services},
        slugs=slugs,
        follow_ups=of_scope(scope.scope, today=today, minimum=minimum),
        comments=public_comments(scope.services, period.months),
        today=today,
        seen_at=now,
    )
