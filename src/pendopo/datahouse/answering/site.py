"""What this site has set for questions, for entry points."""

from pathlib import Path

from django.conf import settings

from pendopo.datahouse.answering.process import Bounds
from pendopo.datahouse.domain.pseudonyms import key_from


def site_key() -> bytes:
    """The key of the pseudonyms: from a secret of its own, or else from that of the site."""
    return key_from(settings.ENV["PENDOPO_PSEUDONYM_SECRET"] or settings.SECRET_KEY)


def site_work() -> Path:
    """Where files of running questions lie."""
    return Path(settings.PENDOPO_LAKE).parent / "questions"


def site_bounds() -> Bounds:
    """What one question may use."""
    return Bounds(
        seconds=float(settings.ENV["PENDOPO_QUESTION_SECONDS"]), megabytes=settings.ENV["PENDOPO_QUESTION_MB"]
    )
