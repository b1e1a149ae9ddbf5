"""`./pendopo manage visitors`: people come to the demo office, until stopped. `./pendopo demo` starts it."""

import time
from threading import Thread
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pendopo.directory.actions import open_specially
from pendopo.directory.queries import OfficeView, counters_of, default_office
from pendopo.kernel import clock
from pendopo.kernel.days import local_day
from pendopo.ledger.actions import promiser
from pendopo.queue.queries import has_tickets
from pendopo.visitors import queries
from pendopo.visitors.days import live_through, live_today, past_days, spare

_REASON = "Peragaan: dibuka sepanjang hari"


class Command(BaseCommand):
    help = "Simulated visitors for the demo. Never in production."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.ENV["PENDOPO_DEMO"]:
            raise CommandError("Simulated visitors come only to a demo (PENDOPO_DEMO=1).")
        office = default_office(settings.ENV["PENDOPO_OFFICE"])
        past = Thread(target=self._give_it_a_past, args=[office], daemon=True)
        if not has_tickets(office.id):
            # Beside the living hall, since whoever starts a demo looks at that first.
            past.start()
        lent = spare(counters_of(office.id))
        while True:
            _open_today(office)
            live_today(
                office,
                queries.speed,
                now=clock.now(),
                lent=lambda: lent if past.is_alive() else frozenset(),
                promise=promiser(settings.ENV, "skm"),
            )
            time.sleep(1)

    def _give_it_a_past(self, office: OfficeView) -> None:
        minimum = settings.ENV["PENDOPO_SURVEY_MINIMUM"]
        live_through(
            office,
            past_days(office, clock.now()),
            minimum=minimum,
            tell=self.stdout.write,
            promise=promiser(settings.ENV, "skm"),
        )


def _open_today(office: OfficeView) -> None:
    """Whoever starts a demo on a Sunday night shall see a living hall: today has special hours, and pages say so."""
    now = clock.now()
    if not office.opening(now).is_open:
        open_specially(office.id, local_day(now, office.zone), _REASON)
