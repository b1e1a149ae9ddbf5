"""Frameworks that assessments are pinned to. They never change, so a process reads each of them once."""

from functools import lru_cache

from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.loading import load_framework
from pendopo.assessment.models import PinnedFramework
from pendopo.kernel.errors import NotFound


@lru_cache(maxsize=64)
def pinned(checksum: str) -> Framework:
    """The framework with this checksum. Raises `NotFound`."""
    text = PinnedFramework.objects.filter(checksum=checksum).values_list("text", flat=True).first()
    if text is None:
        raise NotFound
    return load_framework(text)
