"""Promising at once what the log will prove later."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from pendopo.ledger.domain import names, notes
from pendopo.ledger.domain.promise import Promise, write_promise
from pendopo.ledger.files import archive_of

#: Signs that the entry with a leaf hash will stand in the log before a moment.
Promiser = Callable[[bytes, datetime], str]


def promiser(settings: Mapping[str, Any], log: str) -> Promiser:
    """Who signs promises of `log` with the key of this site. Raises `NoteRejected` when that key cannot be read."""
    archive = archive_of(settings)
    signer = archive.signer(names.PROMISES)
    origin = archive.signer(log).name

    def promise(leaf_hash: bytes, before: datetime) -> str:
        return notes.sign(write_promise(Promise(signer.name, origin, leaf_hash, before)), [signer])

    return promise
