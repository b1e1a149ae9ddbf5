"""Frameworks that governments brought themselves, and all frameworks that one of them can use."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.models import PinnedFramework
from pendopo.assessment.queries.framework_files import framework_file, frameworks_in_files
from pendopo.assessment.queries.frameworks import pinned
from pendopo.kernel.errors import NotFound


@dataclass(frozen=True)
class OwnFramework:
    """A framework of one government, as it was brought at `added_at`."""

    framework: Framework
    government_id: int
    added_at: datetime


@dataclass(frozen=True)
class ShownFramework:
    """A framework with its file; `government_id` is None for those that come with the program."""

    framework: Framework
    text: str
    government_id: int | None


def own_frameworks(government_ids: Iterable[int] | None = None) -> tuple[OwnFramework, ...]:
    """Every version that was brought, newest first; of some governments only, if they are named."""
    rows = PinnedFramework.objects.filter(government__isnull=False)
    if government_ids is not None:
        rows = rows.filter(government__in=list(government_ids))
    return tuple(
        OwnFramework(pinned(checksum), government_id, added_at)
        for checksum, government_id, added_at in rows.order_by("-added_at", "-pk").values_list(
            "checksum", "government_id", "added_at"
        )
    )


def framework_for(framework_id: str, government_id: int) -> tuple[Framework, str]:
    """The framework of that id that a government can use, with its text: one of all, or the newest of its own.

    Raises `NotFound`.
    """
    if framework_id in {one.id for one in frameworks_in_files()}:
        return framework_file(framework_id)
    row = PinnedFramework.objects.filter(slug=framework_id, government=government_id).order_by("-pk").first()
    if row is None:
        raise NotFound
    return pinned(row.checksum), str(row.text)


def frameworks_for(government_ids: Iterable[int]) -> tuple[Framework, ...]:
    """All frameworks that some governments can use: those of all, then their own, the newest version of each."""
    own: dict[str, Framework] = {}
    for one in own_frameworks(government_ids):
        own.setdefault(one.framework.id, one.framework)
    return (*frameworks_in_files(), *own.values())


def shown_framework(framework_id: str) -> ShownFramework:
    """A framework as its page shows it, own ones in their newest version. Raises `NotFound`."""
    if framework_id in {one.id for one in frameworks_in_files()}:
        return ShownFramework(*framework_file(framework_id), None)
    row = PinnedFramework.objects.filter(slug=framework_id, government__isnull=False).order_by("-pk").first()
    if row is None:
        raise NotFound
    return ShownFramework(pinned(row.checksum), str(row.text), row.government_id)
