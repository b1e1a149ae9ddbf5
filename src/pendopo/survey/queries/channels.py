"""Devices, codes on walls and sheets of paper, as their pages show them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from pendopo.directory.queries import ServiceView, service
from pendopo.kernel.days import Month
from pendopo.kernel.errors import NotFound
from pendopo.survey.domain.errors import UnitCodeEnded
from pendopo.survey.domain.keys import kiosk_key_hash
from pendopo.survey.domain.paper import PaperColumn, paper_columns
from pendopo.survey.models import PaperSheet, SurveyKiosk, UnitCode
from pendopo.survey.queries.asked import current_framework
from pendopo.survey.queries.surveys import asked_besides


@dataclass(frozen=True)
class KioskView:
    """A device that is set up for answering; `service_id` None: for all services of the office."""

    id: int
    office_id: int
    service_id: int | None
    name: str
    made_on: date


@dataclass(frozen=True)
class UnitView:
    """The code on the wall of a service."""

    service_id: int
    key: str
    made_on: date


@dataclass(frozen=True)
class SheetRow:
    """A sheet of paper; `checked_by` None while it waits for a second person."""

    id: int
    service_id: int
    month: Month
    number: int
    typed_by: int
    checked_by: int | None
    corrected: int


@dataclass(frozen=True)
class PaperState:
    """The sheets of a service and month: how many wait and how many count, and which number comes next."""

    service: ServiceView
    month: Month
    columns: tuple[PaperColumn, ...]
    waiting: tuple[SheetRow, ...]
    counted: int
    corrected: int
    next_number: int


def kiosk_of_key(key: str) -> KioskView | None:
    """The living device that keeps this key."""
    row = SurveyKiosk.objects.filter(key_hash=kiosk_key_hash(key), ended_on=None).first()
    return _kiosk(row) if row else None


def kiosks_of(office_id: int) -> tuple[KioskView, ...]:
    """The living devices of an office, by name."""
    return tuple(
        map(_kiosk, SurveyKiosk.objects.filter(office=office_id, ended_on=None).order_by("name", "id"))
    )


def unit_of_key(key: str) -> UnitView:
    """The code with this key. Raises `NotFound`, or `UnitCodeEnded` for one that was replaced."""
    row = UnitCode.objects.filter(key=key).first()
    if row is None:
        raise NotFound
    if row.ended_on is not None:
        raise UnitCodeEnded
    return UnitView(row.service_id, row.key, row.made_on)


def units_of(service_ids: Collection[int]) -> dict[int, UnitView]:
    """The living codes of services, by service."""
    rows = UnitCode.objects.filter(service__in=list(service_ids), ended_on=None)
    return {row.service_id: UnitView(row.service_id, row.key, row.made_on) for row in rows}


def paper_state(service_id: int, month: Month) -> PaperState:
    """The sheets of a service and month. Raises `NotFound`."""
    found = service(service_id)
    rows = PaperSheet.objects.filter(service=service_id, period=str(month)).order_by("number")
    done = [row for row in rows if row.checked_by is not None]
    return PaperState(
        found,
        month,
        sheet_columns(service_id, month),
        tuple(_sheet(row) for row in rows if row.checked_by is None),
        len(done),
        sum(row.corrected > 0 for row in done),
        max((row.number for row in rows), default=0) + 1,
    )


def sheet(sheet_id: int) -> SheetRow:
    """One sheet, without what was typed. Raises `NotFound`."""
    row = PaperSheet.objects.defer("typed").filter(pk=sheet_id).first()
    if row is None:
        raise NotFound
    return _sheet(row)


def sheet_columns(service_id: int, month: Month) -> tuple[PaperColumn, ...]:
    """What a sheet of the service holds in that month."""
    return paper_columns(current_framework(), [each.question for each in asked_besides(service_id, month)])


def sheets_waiting(service_ids: Collection[int], account_id: int) -> dict[int, tuple[int, int]]:
    """For each service: sheets that wait for a second person, and how many of them this person may check."""
    rows = (
        PaperSheet.objects.filter(service__in=list(service_ids), checked_by=None)
        .values("service")
        .annotate(all=Count("pk"), mine=Count("pk", filter=~Q(typed_by=account_id)))
    )
    return {row["service"]: (row["all"], row["mine"]) for row in rows}


def _kiosk(row: SurveyKiosk) -> KioskView:
    return KioskView(row.pk, row.office_id, row.service_id, row.name, row.made_on)


def _sheet(row: PaperSheet) -> SheetRow:
    return SheetRow(
        row.pk,
        row.service_id,
        Month.parse(row.period),
        row.number,
        row.typed_by,
        row.checked_by,
        row.corrected,
    )
