"""`manage.py survey_archive`: archive closed months now, and compare the archive with the database."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pendopo.kernel import clock
from pendopo.survey.actions import archive_closed_months
from pendopo.survey.archive import folder_in
from pendopo.survey.queries import archive_faults
from pendopo.survey.tasks import WEST


class Command(BaseCommand):
    """Writes what is missing and checks what is there; ends with status 1 when something does not hold."""

    help = "Archive closed months of the survey, and compare every archived month with the database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check-only", action="store_true", help="write nothing")

    def handle(self, *args: Any, check_only: bool, **options: Any) -> None:
        folder = folder_in(settings.ENV["PENDOPO_DATA"])
        if not check_only:
            today = clock.now().astimezone(WEST).date()
            for month in archive_closed_months(today=today, folder=folder):
                self.stdout.write(f"{month}: archived")
        if faults := archive_faults(folder):
            raise CommandError("\n".join(faults))
        self.stdout.write("The archive says the same as the database.")
