"""Rows for the data sets that the house fills by itself. Each shows only what its app has made public already."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from pendopo.assessment.queries import history_of
from pendopo.datahouse.domain import own_sets
from pendopo.directory.queries import GovernmentView, offices, services_of
from pendopo.kernel.days import Month
from pendopo.queue.queries import month_counts
from pendopo.roadmap.queries import public_promises, roadmaps
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.surveys import Scope
from pendopo.survey.queries import scope_view
from pendopo.survey.queries.public import PublicFigures, public_index

Row = Sequence[object]
Feed = Callable[[GovernmentView, date, int], Iterable[Row]]

#: No office had a queue of ours before.
_FIRST = date(2020, 1, 1)
#: Months of the survey that are told.
_MONTHS = 12


def queue_rows(home: GovernmentView, today: date, least: int) -> Iterator[Row]:
    """Numbers by office, service and month, up to yesterday."""
    for office in offices():
        if office.government_id != home.id:
            continue
        services = {one.id: one for one in services_of(office.id)}
        for one in month_counts(office.id, _FIRST, today - timedelta(days=1)):
            service = services.get(one.service_id)
            if service is not None:
                wait = one.wait if one.served >= own_sets.SMALLEST else None
                yield (
                    office.slug, service.code, service.name, one.month, one.taken, one.served, one.no_show,
                    one.cancelled, one.unserved, wait,
                )  # fmt: skip


def survey_rows(home: GovernmentView, today: date, least: int) -> Iterator[Row]:
    """Published indexes of months that are over, the oldest first."""
    month, months = Month.of(today), []
    for _ in range(_MONTHS):
        month = month.previous()
        months.append(month)
    for month in reversed(months):
        for sort, one in _published(home, Period(month, 1), least):
            if one.index is not None:
                yield (
                    str(month), sort, one.key, one.name, one.index.ikm, one.index.band.grade, one.answers,
                )  # fmt: skip


def _published(home: GovernmentView, period: Period, least: int) -> Iterator[tuple[str, PublicFigures]]:
    """What the public pages of a government and of its offices show for a period."""
    page = public_index(scope_view(Scope(home.id)), period, least=least)
    if not page.whole.answers:
        return
    yield "pemerintah", page.whole
    yield from (("instansi", one) for one in page.agencies)
    yield from (("kantor", one) for one in page.offices)
    for office in offices():
        if office.government_id == home.id:
            inside = public_index(scope_view(Scope(home.id, office_id=office.id)), period, least=least)
            yield from (("layanan", one) for one in inside.services)


def maturity_rows(home: GovernmentView, today: date, least: int) -> Iterator[Row]:
    """Announced and approved indexes, the oldest first."""
    for one in history_of(home.code, home.id):
        yield (one.year, one.framework.title, one.index, one.predicate)


def roadmap_rows(home: GovernmentView, today: date, least: int) -> Iterator[Row]:
    """Promises of every roadmap beside today."""
    for here in roadmaps():
        if here.government_id != home.id:
            continue
        for agency in public_promises(here, today=today):
            for one in agency.rows:
                promise = one.promise
                yield (
                    here.slug, agency.commitment.agency, promise.code, promise.title, promise.start,
                    promise.end, one.state.value, len(one.done), len(one.late), len(one.open),
                    "ya" if here.example else "tidak",
                )  # fmt: skip


FEEDS: Mapping[str, Feed] = {
    own_sets.QUEUE.name: queue_rows,
    own_sets.SURVEY.name: survey_rows,
    own_sets.MATURITY.name: maturity_rows,
    own_sets.ROADMAP.name: roadmap_rows,
}
