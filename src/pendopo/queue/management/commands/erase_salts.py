"""`manage.py erase_salts 2026-10-01`: what opens the public record's entries of earlier days is destroyed."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from pendopo.kernel import clock
from pendopo.kernel.errors import Invalid
from pendopo.queue.actions import erase_salts


class Command(BaseCommand):
    """Destroys salts in the table and in its file."""

    help = "Delete the salts of tickets of days before the given one; entries of the record open to nothing then."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("before", type=date.fromisoformat, help="first day whose tickets keep their salt")

    def handle(self, *args: Any, before: date, **options: Any) -> None:
        try:
            erased = erase_salts(before=before, today=timezone.localdate(clock.now()))
        except Invalid as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{erased} salts erased. Backups and archived write-ahead logs keep older ones.")
