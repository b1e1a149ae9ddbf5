"""One round of asking witnesses about all our logs. Best effort: no log ever waits for it."""

from datetime import datetime

from django.conf import settings

from pendopo.ledger.actions.witnessing import ask_witnesses, publish_witnessed
from pendopo.ledger.domain import names
from pendopo.ledger.files.archive import archive_of
from pendopo.ledger.files.witness import witnesses_of_ours


def ask_all(now: datetime, *, anew: bool = False) -> int:
    """Ask for every log; how many got a new cosignature.

    `anew` also asks witnesses who knew everything a moment ago: what we believe of them may be from a backup.
    """
    archive = archive_of(settings.ENV)
    policy, signed = witnesses_of_ours(archive.data), 0
    for log in names.LOGS:
        signed += ask_witnesses(log=log, policy=policy, now=now, anew=anew)
        publish_witnessed(log=log, archive=archive, policy=policy)
    return signed
