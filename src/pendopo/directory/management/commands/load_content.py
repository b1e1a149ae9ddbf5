"""`manage.py load_content`: bring the directory to what the files in `content/` say."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pendopo.directory.actions import load_content
from pendopo.directory.domain.content import ContentRefused


class Command(BaseCommand):
    """Loads content; ends with a readable list of faults when a file cannot be used."""

    help = "Load regions, governments, offices, services and holidays from content files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CONTENT)
        parser.add_argument(
            "--force", action="store_true", help="load unchanged files too, which undoes edits made by staff"
        )

    def handle(self, *args: Any, folder: Path, force: bool, **options: Any) -> None:
        try:
            loaded = load_content(folder, force=force)
        except ContentRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write("\n".join(loaded) or "Nothing has changed since the last load.")
