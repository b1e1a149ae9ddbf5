"""Answers of past months in columnar form (Parquet), for figures over millions of answers and many years.

A file holds what stands in the public record and no more: service, class and nine scores, sorted by these values,
so that neither identity nor order of arrival is left. The database stays the source; every file can be made again.
"""

from pendopo.survey.archive.parquet import (
    Archived,
    ArchiveFault,
    Written,
    checksum,
    file_of,
    folder_in,
    read_tallies,
    write_month,
)

__all__ = [
    "ArchiveFault",
    "Archived",
    "Written",
    "checksum",
    "file_of",
    "folder_in",
    "read_tallies",
    "write_month",
]
