"""`manage.py erase_salts 2026-10-01`: what opens the public record's entries of earlier days is destroyed."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from pendopo.kernel import clock
from pendopo.kernel.errors import Invalid
from pendopo.queue.actions import erase_salts


class Command(BaseCommand):
    """Deletes the salts, then has PostgreSQL write their table anew, so that its files do not keep them either."""

    help = "Delete the salts of tickets of days before the given one; entries of the record open to nothing then."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("before", type=date.fromisoformat, help="first day whose tickets keep their salt")

    def handle(self, *args: Any, before: date, **options: Any) -> None:
        try:
            erased = erase_salts(before=before, today=timezone.localdate(clock.now()))
        except Invalid as refusal:
            raise CommandError(str(refusal)) from None
        with connection.cursor() as cursor:
            cursor.execute("VACUUM FULL queue_ticketsalt")
        self.stdout.write(f"{erased} salts erased. Backups and archived write-ahead logs keep older ones.")
