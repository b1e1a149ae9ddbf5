"""Closed months go into the columnar archive."""

import tempfile
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from django.db import transaction

from pendopo.kernel.days import Month
from pendopo.survey import store
from pendopo.survey.archive import file_of, write_month
from pendopo.survey.queries import current_framework

#: Days after its end from which a month is closed: its last codes can be answered no longer.
DAYS_OPEN = 31


def archive_closed_months(*, today: date, folder: Path) -> list[Month]:
    """Archive every closed month that is not in the archive, or is no longer; the months that were written.

    Each month is a transaction of its own. Raises `ArchiveFault` for a month that cannot be archived.
    """
    before = Month.of(today - timedelta(days=DAYS_OPEN))
    return [month for month in store.months_to_archive(before) if archive_month(month=month, folder=folder)]


@transaction.atomic
def archive_month(*, month: Month, folder: Path) -> bool:
    """Write one month's answers as a Parquet file; False when nobody answered in it.

    The old file of the month goes away when the new one counts.
    """
    elements = len(current_framework().codes)
    store.lock_archive()
    with tempfile.TemporaryDirectory(prefix="pendopo-archive-") as name:
        rows = Path(name) / "answers.csv"
        store.copy_answers(month, elements, rows)
        if not rows.stat().st_size:
            return False
        columns = {"service": "INTEGER", "class": "VARCHAR"}
        columns |= {f"u{number}": "UTINYINT" for number in range(1, elements + 1)}
        written = write_month(
            folder,
            month,
            f"read_csv('{rows}', auto_detect = false, header = false, columns = {columns})",
            elements,
        )
    store.save_archived(month, written.sha256, written.answers)
    kept = file_of(folder, month, written.sha256)
    transaction.on_commit(partial(_remove_others, kept))
    return True


def _remove_others(kept: Path) -> None:
    """A reader that still had the old name reads from the database instead."""
    for file in kept.parent.glob("*.parquet"):
        if file != kept:
            file.unlink(missing_ok=True)
