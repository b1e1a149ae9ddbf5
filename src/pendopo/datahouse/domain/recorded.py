"""What the public record says of a release, as everybody can write it again from what is published."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pendopo.kernel.days import local_day

#: The log of the house of data.
LOG = "data"
#: The days of entries are those of the site.
ZONE = ZoneInfo("Asia/Jakarta")


def recorded_day(at: datetime) -> date:
    """The day under which the record keeps what happened at that moment."""
    return local_day(at, ZONE)


def published_entry(
    *,
    slug: str,
    agency: str,
    number: int,
    version: int,
    rows: int,
    access: str,
    files: Mapping[str, str],
    day: date,
) -> dict[str, object]:
    """The entry `publish/1`. `files` is the path of each open file with its SHA-256; nothing of what is not open."""
    return {
        "t": "publish/1", "dataset": slug, "agency": agency, "number": number, "version": version, "rows": rows,
        "access": access, "files": dict(files), "d": day.isoformat(),
    }  # fmt: skip
