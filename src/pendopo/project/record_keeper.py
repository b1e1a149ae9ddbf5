"""Keeps the public record going beside the background tasks: places, signatures, publication, witnesses."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, connection

from pendopo.kernel import clock
from pendopo.kernel.days import local_day
from pendopo.ledger.actions import advance, record_release
from pendopo.ledger.domain.names import LOGS
from pendopo.ledger.files import archive_of
from pendopo.project.asking import ask_all
from pendopo.project.served import VERSION, served_scripts
from pendopo.survey.actions import pin_method

logger = logging.getLogger(__name__)

#: Seconds between two rounds of a log. Nobody waits for the quiet one.
PAUSE = {"layanan": 1.0, "skm": 3.0, "spbe": 5.0, "data": 5.0}
#: Seconds between two looks at the witnesses.
WITNESS_PAUSE = 10.0
#: Trouble that stays is told again after so long.
TELL_AGAIN = timedelta(minutes=10)


class RecordKeeper:
    """Two threads: one is the sequencer of all logs, the other one speaks with witnesses, who may be slow.

    Several keepers may run: the database lets one work at a time.
    """

    def __init__(self) -> None:
        self._archive = archive_of(settings.ENV)
        self._stopping = threading.Event()
        self._due = dict.fromkeys(LOGS, 0.0)
        self._told: dict[str, tuple[str, float]] = {}
        self._threads = [
            threading.Thread(target=self._repeat, args=(work, pause), name=name, daemon=True)
            for work, pause, name in (
                (self.keep_logs, min(PAUSE.values()), "record sequencer"),
                (self.ask, WITNESS_PAUSE, "record witnesses"),
            )
        ]

    def start(self) -> None:
        """Say by which method and with which scripts this program works, then begin."""
        self._guarded(self.introduce)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish the rounds that run."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(timeout=1)

    def introduce(self) -> None:
        """The method of the index and our scripts, where the record does not name them yet."""
        day = local_day(clock.now(), ZoneInfo(settings.TIME_ZONE))
        pin_method(day=day)
        record_release(version=VERSION, files=served_scripts(), day=day)

    def keep_logs(self) -> None:
        """One round of every log that is due."""
        for log in LOGS:
            if self._stopping.is_set() or time.monotonic() < self._due[log]:
                continue
            self._due[log] = time.monotonic() + PAUSE[log] - 0.01
            done = advance(log, self._archive, clock.now())
            if done.halted:
                self._tell(log, done.halted)

    def ask(self) -> None:
        """Collect cosignatures of the witnesses that have an address, and show what a quorum has signed."""
        ask_all(clock.now())

    def ask_anew(self) -> None:
        """Also ask witnesses who, as far as we know, know everything: what we know may be from a backup."""
        ask_all(clock.now(), anew=True)

    def _repeat(self, work: Callable[[], None], pause: float) -> None:
        # Both threads ask the witnesses first: a restored backup is noticed before anything is signed.
        self._guarded(self.ask_anew)
        while not self._stopping.wait(pause):
            self._guarded(work)
        connection.close()

    def _guarded(self, work: Callable[[], None]) -> None:
        """Whatever happens in a round, the next one begins anew; business never waits for the record."""
        try:
            work()
        except Exception as fault:
            self._tell(work.__name__, repr(fault) if isinstance(fault, DatabaseError | OSError) else "")
            connection.close()

    def _tell(self, subject: str, words: str) -> None:
        before, at = self._told.get(subject, ("", 0.0))
        if words and before == words and time.monotonic() - at < TELL_AGAIN.total_seconds():
            return
        self._told[subject] = (words, time.monotonic())
        if words:
            logger.error("public record, %s: %s", subject, words)
        else:
            logger.exception("public record, %s", subject)
