"""What can be done to the directory from outside the admin: load content, change the hours of a date."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from pendopo.directory import queries, store
from pendopo.directory.content import read_folder
from pendopo.directory.domain.content import ContentFile
from pendopo.directory.domain.opening import Interval, SpecialDay
from pendopo.kernel.errors import Invalid

Part = TypeVar("Part")

#: The hours of a day that is opened without naming any: as long as a day can be.
ALL_DAY = Interval(time(0), time(23, 59))


def load_content(folder: Path, *, force: bool = False) -> list[str]:
    """Bring the tables to what the files in `folder` say; answers the paths of the files that were loaded.

    A file that was loaded before in the same state is skipped, so that a restart keeps what staff edited since;
    `force` loads it all the same. Raises `ContentRefused` naming every fault by file, line and column; then
    nothing at all is loaded. What a file no longer names stays in the tables: tickets may refer to it.
    """
    content = read_folder(folder)
    with transaction.atomic():
        before = {} if force else store.loaded_digests()
        loaded = [
            *_put(content.regions, store.put_regions, before),
            *_put(content.towns, store.put_town, before),
            *_put(content.offices, store.put_office, before),
            *_put(content.holidays, store.put_holidays, before),
        ]
    queries.forget()
    return loaded


def _put(
    files: Iterable[ContentFile[Part]], put: Callable[[Part], None], before: Mapping[str, str]
) -> Iterator[str]:
    for file in files:
        if before.get(file.path) != file.digest:
            put(file.part)
            store.note_loaded(file)
            yield file.path


def open_specially(office_id: int, day: date, reason: str, hours: Interval = ALL_DAY) -> None:
    """Open the office on a date with other hours, or although it would be closed; the reason is shown to citizens."""
    _set_special_day(office_id, SpecialDay(day, _stated(reason), (hours,)))


def close_specially(office_id: int, day: date, reason: str) -> None:
    """Close the office on a date; the reason is shown to citizens."""
    _set_special_day(office_id, SpecialDay(day, _stated(reason)))


def follow_week(office_id: int, day: date) -> None:
    """Undo `open_specially` or `close_specially` of a date."""
    with transaction.atomic():
        store.drop_special_day(office_id, day)
    queries.forget()


def _set_special_day(office_id: int, special: SpecialDay) -> None:
    with transaction.atomic():
        store.put_special_day(office_id, special)
    queries.forget()


def _stated(reason: str) -> str:
    if not reason.strip():
        raise Invalid("Tulis alasan yang dapat dibaca warga.", field="reason")
    return reason.strip()
