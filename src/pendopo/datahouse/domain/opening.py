"""What somebody tells about a new data set before its first file."""

from dataclasses import dataclass

from pendopo.kernel.errors import DomainError

#: Addresses below /data/ that are pages of the house itself.
RESERVED = frozenset({"keterhubungan"})


class DatasetExists(DomainError):
    """The short name is taken, perhaps by another agency."""

    code = "dataset-exists"
    message = "Nama singkat “{slug}” sudah dipakai kumpulan data lain. Pilih nama singkat lain."


@dataclass(frozen=True)
class Opening:
    """As it was typed; without `slug` the short name is made from the title."""

    agency_id: int
    title: str
    summary: str
    frequency: str
    access: str
    slug: str = ""
