"""The frameworks and mappings in `content/frameworks/`. Files do not change while a process runs: each is read once."""

from functools import cache

from django.conf import settings

from pendopo.assessment.content import FrameworkFolder
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.mapping import Mapping


@cache
def _folder() -> FrameworkFolder:
    return FrameworkFolder(settings.CONTENT / "frameworks")


@cache
def framework_file(framework_id: str) -> tuple[Framework, str]:
    """The framework of that id with the text of its file. Raises `NotFound` or `FrameworkRefused`."""
    return _folder().framework(framework_id), _folder().text(framework_id)


def frameworks_in_files() -> tuple[Framework, ...]:
    """All of them, the newest first."""
    found = [framework_file(name)[0] for name in _folder().ids()]
    return tuple(sorted(found, key=lambda framework: framework.first_year, reverse=True))


@cache
def mapping_between(earlier_id: str, later_id: str) -> Mapping | None:
    """What can be carried from one to the other, or None when nobody wrote it down. Raises `NotFound`."""
    return _folder().mapping(framework_file(earlier_id)[0], framework_file(later_id)[0])
