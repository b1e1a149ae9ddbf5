"""`manage.py check_evidence`: is every file of evidence on the disk what it was when it came?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from pendopo.assessment.actions.upkeep import check_contents, unnamed_contents
from pendopo.assessment.files.site import site_intake


class Command(BaseCommand):
    """Reads every content once. Exit status 1 when one is missing or was swapped."""

    help = "Compare the evidence folder with what was received; name what is missing or was swapped."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(check_contents(intake=site_intake()))
        for fault in faults:
            self.stdout.write(f"{fault.sha256}: {fault.what}")
        for sha256 in unnamed_contents(intake=site_intake()):
            self.stdout.write(
                f"{sha256}: nothing refers to it; an upload was interrupted. It may be removed."
            )
        self.stdout.write(f"{len(faults)} faults." if faults else "Every file is what it was when it came.")
        sys.exit(1 if faults else 0)
