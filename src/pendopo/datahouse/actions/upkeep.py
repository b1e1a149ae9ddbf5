"""Looking after arrivals: checks that nobody works on, files that have been kept long enough."""

import shutil
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from pendopo.datahouse.arriving.site import House
from pendopo.datahouse.domain.arrivals import OVER, Stage
from pendopo.datahouse.store import arrivals as store

#: A process that checks says every few seconds that it lives.
SILENT = timedelta(minutes=2)
#: Days for which a refused file and its faults can be looked at, and for which an unfinished one waits.
KEPT_OVER, KEPT_OPEN = timedelta(days=7), timedelta(days=14)


def left_alone(*, now: datetime) -> list[UUID]:
    """Arrivals that should be worked on, and are not."""
    return store.left_alone(now - SILENT)


def sweep_arrivals(*, house: House, now: datetime) -> int:
    """Remove old files, with the values that their reports repeat: both may hold personal data. How many there were.

    An arrival that nobody finished is cancelled.
    """
    swept = 0
    for one in store.to_sweep(now - KEPT_OVER, now - KEPT_OPEN):
        with transaction.atomic():
            row = store.lock_arrival(one.pk)
            if Stage(row.stage) not in OVER:
                store.move(row, Stage.CANCELLED, now)
            store.change(row, now, swept_at=now, report=_without_values(row.report))
        house.arrivals.remove(one.pk)
        swept += 1
    for folder in house.arrivals.strangers(store.known_arrivals()):
        if now.timestamp() - folder.stat().st_mtime > SILENT.total_seconds() * 30:
            shutil.rmtree(folder, ignore_errors=True)
            swept += 1
    return swept


def _without_values(report: dict[str, object] | None) -> dict[str, object] | None:
    """Counts and columns stay; cells go."""
    if not report:
        return report
    errors = [{**one, "value": "", "message": ""} for one in report.get("errors", ())]  # type: ignore[attr-defined]
    return {**{k: v for k, v in report.items() if k not in ("samples", "warnings")}, "errors": errors}
