"""Store, scanner and limit as this site has set them, for entry points."""

from functools import cache
from pathlib import Path

from django.conf import settings

from pendopo.assessment.files.intake import Intake
from pendopo.assessment.files.scanner import Scanner
from pendopo.assessment.files.store import FileStore


@cache
def site_intake() -> Intake:
    """The evidence folder lies in `PENDOPO_DATA`; it is made when the first file comes."""
    return Intake(
        store=FileStore(Path(settings.ENV["PENDOPO_DATA"]).absolute() / "evidence"),
        scanner=Scanner(settings.ENV["PENDOPO_CLAMAV"]),
        limit=settings.ENV["PENDOPO_EVIDENCE_MB"] * 1_000_000,
    )
