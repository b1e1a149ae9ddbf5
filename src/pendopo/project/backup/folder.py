"""What of a data folder belongs to the state of a site."""

from collections.abc import Iterator
from pathlib import Path

#: The public files of the record. They are copied before the database, all others after it.
PUBLIC_RECORD = "log"

#: Not state: the demo's own cluster and its announcement, what is made again at every start, and copies of what an
#: object store holds.
_MADE_AGAIN = {"database", "kabupaten", "static", "demo.json", "lake-copies"}

#: What the record has signed is remembered outside every backup: from it an old backup is recognised.
RECORD_MEMORY = "record-memory"

#: Work that is under way; what comes of it is renamed into its place.
_UNDER_WAY = ("lake/work",)


def belongs(name: str) -> bool:
    """Whether `name`, relative to the data folder and with `/`, is part of the state."""
    first, *rest = name.split("/")
    if first in _MADE_AGAIN or first == RECORD_MEMORY:
        return False
    if first.startswith(".") or any(name == one or name.startswith(f"{one}/") for one in _UNDER_WAY):
        return False
    return not (rest and rest[-1].startswith("."))


def files_of(folder: Path) -> Iterator[str]:
    """The names of all files of the state, in order. Links are left out: nothing of ours is one."""
    for place in sorted(folder.rglob("*")):
        name = place.relative_to(folder).as_posix()
        if belongs(name) and place.is_file() and not place.is_symlink():
            yield name


def folders_of(folder: Path) -> Iterator[str]:
    """The names of all folders of the state."""
    for place in sorted(folder.rglob("*/")):
        name = place.relative_to(folder).as_posix()
        if belongs(name) and place.is_dir() and not place.is_symlink():
            yield name
