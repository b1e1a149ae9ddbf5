"""The published satisfaction figures of an office, and how they went over the last months."""

from dataclasses import dataclass
from datetime import datetime

from pendopo.directory.queries import OfficeView, office
from pendopo.kernel.days import Month, local_day
from pendopo.kernel.errors import NotFound
from pendopo.survey.domain.figures import Figures
from pendopo.survey.queries import Published, ServiceFigures, published, trend

#: Months that can be chosen, and months in the trend.
CHOICES, TREND = 12, 6


@dataclass(frozen=True)
class SatisfactionPage:
    """`figures` are those that the bars show: of `service` if one was chosen, else of the whole office."""

    office: OfficeView
    published: Published
    service: ServiceFigures | None
    figures: Figures
    trend: tuple[tuple[Month, Figures], ...]
    months: tuple[Month, ...]
    seen_at: datetime


def satisfaction_page(
    slug: str, *, period: Month | None, letter: str, minimum: int, now: datetime
) -> SatisfactionPage:
    """The figures of an office in `period` (None: this month), with the elements of the service with this letter.

    Raises `NotFound` for an unknown office or service.
    """
    place = office(slug)
    this_month = Month.of(local_day(now, place.zone))
    period = min(period or this_month, this_month)
    found = published(slug, period, minimum=minimum, now=now)
    service = next((one for one in found.services if one.code == letter), None)
    if letter and service is None:
        raise NotFound
    return SatisfactionPage(
        office=place,
        published=found,
        service=service,
        figures=service.figures if service else found.whole,
        trend=trend(
            place.id,
            period,
            months=TREND,
            minimum=minimum,
            service_id=service.service_id if service else None,
        ),
        months=_months(this_month),
        seen_at=now,
    )


def _months(last: Month) -> tuple[Month, ...]:
    months = [last]
    while len(months) < CHOICES:
        months.append(months[-1].previous())
    return tuple(months)
