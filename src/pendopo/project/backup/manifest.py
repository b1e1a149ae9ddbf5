"""What a backup says of itself."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pendopo.project.backup.faults import BackupFault

NAME = "manifest.json"
DUMP = "database.dump"
FILES = "files/"

#: Raised when an older program could not read what a newer one writes.
#: 2 names an object store, so that a program that knows none does not put back half a site.
FORMAT = 1
WITH_STORE = 2


@dataclass(frozen=True)
class Manifest:
    """`migrations` are those that the database has seen, as "app.name"; `sums` the SHA-256 of each member.

    `store`: the files of the data house are not in the backup but in this object store ("s3://bucket/folder"), where
    nothing is ever changed; empty when they are members.
    """

    made_at: str
    postgres: int
    migrations: tuple[str, ...]
    sums: Mapping[str, str]
    modes: Mapping[str, int]
    store: str = ""

    def written(self) -> str:
        """As JSON, for `read`."""
        facts = {name: value for name, value in asdict(self).items() if value or name != "store"}
        form = WITH_STORE if self.store else FORMAT
        return json.dumps({"format": form, **facts}, indent=1, sort_keys=True)


def read(text: bytes) -> Manifest:
    """The manifest in `text`. Raises `BackupFault` when it is none that this program knows."""
    try:
        facts: dict[str, Any] = json.loads(text)
        known = facts.pop("format")
        if known not in (FORMAT, WITH_STORE):
            raise BackupFault(
                f"This backup has format {known}; this program reads {FORMAT}. Take a newer one."
            )
        return Manifest(**{**facts, "migrations": tuple(facts["migrations"])})
    except (ValueError, LookupError, TypeError, AttributeError):
        raise BackupFault(f"The file is no backup of pendopo: its {NAME} cannot be read.") from None
