"""Devices, codes on walls and sheets of paper."""

from collections.abc import Mapping
from datetime import date

from pendopo.survey.models import PaperSheet, SurveyKiosk, UnitCode


def add_kiosk(
    office_id: int, service_id: int | None, name: str, key_hash: bytes, account_id: int, day: date
) -> None:
    """Keep a device by the hash of its key."""
    SurveyKiosk.objects.create(
        office_id=office_id,
        service_id=service_id,
        name=name,
        key_hash=key_hash,
        made_by=account_id,
        made_on=day,
    )


def end_kiosk(office_id: int, kiosk_id: int, day: date) -> bool:
    """End a device of the office; whether there was one."""
    alive = SurveyKiosk.objects.filter(pk=kiosk_id, office=office_id, ended_on=None)
    return bool(alive.update(ended_on=day))


def replace_unit_code(service_id: int, key: str, account_id: int, day: date) -> None:
    """Keep a new code for the wall of a service, and end the one before."""
    UnitCode.objects.filter(service=service_id, ended_on=None).update(ended_on=day)
    UnitCode.objects.create(service_id=service_id, key=key, made_by=account_id, made_on=day)


def add_sheet(
    service_id: int, period: str, number: int, typed: Mapping[str, int], account_id: int
) -> int | None:
    """Keep a sheet that was typed once; None when its number is taken."""
    row, made = PaperSheet.objects.get_or_create(
        service_id=service_id,
        period=period,
        number=number,
        defaults={"typed": dict(typed), "typed_by": account_id},
    )
    return int(row.pk) if made else None


def lock_sheet(sheet_id: int) -> PaperSheet | None:
    """The sheet, for this transaction alone."""
    return PaperSheet.objects.select_for_update().filter(pk=sheet_id).first()


def finish_sheet(sheet_id: int, account_id: int, corrected: int) -> None:
    """The sheet was checked: it keeps no scores any more."""
    PaperSheet.objects.filter(pk=sheet_id).update(typed=None, checked_by=account_id, corrected=corrected)


def drop_sheet(sheet_id: int) -> None:
    """Take a sheet away that was never checked."""
    PaperSheet.objects.filter(pk=sheet_id).delete()
