"""One round of asking witnesses about all our logs. Best effort: no log ever waits for it."""

import logging
from datetime import datetime

from django.conf import settings

from pendopo.ledger.actions.witnessing import ask_witnesses, publish_witnessed
from pendopo.ledger.domain import names
from pendopo.ledger.domain.policy import PolicyFault
from pendopo.ledger.files.archive import archive_of
from pendopo.ledger.files.witness import witnesses_of_ours

logger = logging.getLogger(__name__)


def ask_all(now: datetime, *, anew: bool = False) -> int:
    """Ask for every log; how many got a new cosignature. A policy that cannot be read is told in the log file.

    `anew` also asks witnesses who knew everything a moment ago: what we believe of them may be from a backup.
    """
    archive = archive_of(settings.ENV)
    try:
        policy = witnesses_of_ours(archive.data)
    except PolicyFault as fault:
        logger.error("policy/witnesses cannot be read: %s", fault)
        return 0
    signed = 0
    for log in names.LOGS:
        signed += ask_witnesses(log=log, policy=policy, now=now, anew=anew)
        publish_witnessed(log=log, archive=archive, policy=policy)
    return signed
