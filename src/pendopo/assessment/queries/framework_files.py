"""The frameworks and mappings in `content/frameworks/`. Files do not change while a process runs: each is read once."""

from collections.abc import Mapping as Map
from functools import cache

from django.conf import settings

from pendopo.assessment.content import FrameworkFolder
from pendopo.assessment.content.folder import read_text
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.history import PublishedHistory, load_history
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
def published_histories() -> Map[str, PublishedHistory]:
    """What was announced about governments, by Kemendagri code. Raises `FrameworkRefused`."""
    frameworks = {one.id: one for one in frameworks_in_files()}
    found = {}
    for file in sorted((settings.CONTENT / "history").glob("*.yaml")):
        history = load_history(read_text(file), frameworks, path=file.name)
        found[history.government] = history
    return found


@cache
def mapping_between(earlier_id: str, later_id: str) -> Mapping | None:
    """What can be carried from one to the other, or None when nobody wrote it down. Raises `NotFound`."""
    return _folder().mapping(framework_file(earlier_id)[0], framework_file(later_id)[0])
