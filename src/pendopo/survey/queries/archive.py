"""Whether the archive says the same as the database."""

from pathlib import Path

from pendopo.kernel.days import Month
from pendopo.survey.archive import Archived, checksum, file_of, read_tallies
from pendopo.survey.models import ArchivedMonth
from pendopo.survey.queries.asked import current_framework
from pendopo.survey.queries.tallies import tallies_in_database


def archive_faults(folder: Path) -> tuple[str, ...]:
    """What is wrong with the archive, one sentence for each month; empty when everything holds.

    Compares checksums, and every count of every service, class and element with the database.
    """
    rows = ArchivedMonth.objects.order_by("period")
    return tuple(fault for row in rows for fault in _faults(folder, row))


def _faults(folder: Path, row: ArchivedMonth) -> list[str]:
    month = Month.parse(row.period)
    file = file_of(folder, month, row.sha256)
    if not file.is_file():
        return [f"{row.period}: the file {file.name} is missing"]
    if checksum(file) != row.sha256:
        return [f"{row.period}: {file.name} is not the file that was written"]
    archived = read_tallies([Archived(month, file)], current_framework().codes)
    if archived != tallies_in_database(service_ids=None, months=[month]):
        return [f"{row.period}: {file.name} counts other answers than the database"]
    return []
