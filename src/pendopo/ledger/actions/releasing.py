"""Which scripts this version of the program serves, for everybody to compare."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from pendopo.ledger.actions.recording import append
from pendopo.ledger.queries.rules import rules

LOG = "data"


@transaction.atomic
def record_release(*, version: str, files: Mapping[str, str], day: date) -> bool:
    """Record the addresses of our scripts with the SHA-256 of each, unless the newest entry says just that.

    Whether there was something new. Called whenever the program starts.
    """
    known = rules(LOG, "release/1")
    if known and (known[-1].entry["version"], known[-1].entry["files"]) == (version, dict(files)):
        return False
    append(LOG, [{"t": "release/1", "d": day.isoformat(), "version": version, "files": dict(files)}])
    return True
