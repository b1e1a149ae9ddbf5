"""Hours as they are written in content files: `senin: ["08.00-12.00", "13.00-14.00"]`; `tutup` closes a day."""

from pendopo.directory.domain.opening import Interval, WeeklyHours, day_of
from pendopo.kernel.errors import Invalid
from pendopo.kernel.yaml_pages import Section, clock_of

_NAMES = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
WEEKDAYS = {name: number for number, name in enumerate(_NAMES, start=1)}


def read_week(section: Section | None) -> WeeklyHours:
    """The weekdays named in `section`; an empty week when there is no section."""
    if section is None:
        return WeeklyHours()
    days = {number: _read_day(section, name) for name, number in WEEKDAYS.items() if section.has(name)}
    for name in WEEKDAYS:
        section.texts(name)
    section.close()
    return WeeklyHours(days)


def _read_day(section: Section, name: str) -> tuple[Interval, ...]:
    written = section.texts(name)
    if written == ("tutup",):
        return ()
    try:
        return day_of(_interval(text) for text in written)
    except (ValueError, Invalid) as trouble:
        reason = str(trouble) if isinstance(trouble, Invalid) else "tulis jam seperti 08.00-14.00, atau tutup"
        section.fault(name, reason)
        return ()


def _interval(text: str) -> Interval:
    opens, _, closes = text.replace("–", "-").partition("-")
    return Interval(clock_of(opens.strip()), clock_of(closes.strip()))
