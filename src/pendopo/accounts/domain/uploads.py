"""How many files, and how much, one person may upload within 24 hours (OWASP ASVS 5.2.4).

The hours roll: an upload counts until 24 hours have passed, whether its file was used or refused. So a refusal can
say to the minute from when on there is room again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from pendopo.kernel.errors import DomainError, Kind

#: For so long an upload counts.
COUNTED = timedelta(hours=24)


@dataclass(frozen=True)
class UploadLimits:
    """Files and bytes of one person within `COUNTED`."""

    files: int
    bytes: int


@dataclass(frozen=True)
class Upload:
    """One file that was uploaded: when, and its size in bytes."""

    at: datetime
    bytes: int


class UploadQuotaReached(DomainError):
    """One person has uploaded as much as one may within a day."""

    code: ClassVar[str] = "upload-quota"
    kind: ClassVar[Kind] = Kind.TOO_MANY
    message: ClassVar[str] = (
        "Anda sudah mengunggah {files} berkas ({megabytes} MB) dalam 24 jam terakhir, dan batas untuk satu orang "
        "adalah {most_files} berkas atau {most_megabytes} MB. Berkas ini dapat diunggah mulai {free}. "
        "Bila mendesak, hubungi administrator."
    )


class UploadNeverFits(DomainError):
    """One file is larger than all that a person may upload within a day."""

    code: ClassVar[str] = "upload-never-fits"
    kind: ClassVar[Kind] = Kind.INVALID
    message: ClassVar[str] = (
        "Berkas ini lebih besar dari {most_megabytes} MB, batas satu orang dalam 24 jam. Bagi menjadi beberapa berkas."
    )


def admit_upload(recent: Sequence[Upload], size: int, limits: UploadLimits, now: datetime) -> None:
    """Return if a file of `size` bytes may come beside the `recent` ones, oldest first.

    Raises `UploadNeverFits`, and `UploadQuotaReached`, which tells by the clock of `now` from when on it may.
    """
    megabytes = limits.bytes // 1_000_000
    if size > limits.bytes or limits.files < 1:
        raise UploadNeverFits(most_megabytes=megabytes)
    counted = [one for one in recent if one.at > now - COUNTED]
    files, used, free = len(counted), sum(one.bytes for one in counted), now
    for one in counted:
        if files < limits.files and used + size <= limits.bytes:
            break
        files, used, free = files - 1, used - one.bytes, one.at + COUNTED
    if free > now:
        raise UploadQuotaReached(
            files=len(counted),
            megabytes=sum(one.bytes for one in counted) // 1_000_000,
            most_files=limits.files,
            most_megabytes=megabytes,
            free=_by_the_clock(free, now),
            retry_after=int((free - now).total_seconds()) + 1,
        )


def _by_the_clock(moment: datetime, now: datetime) -> str:
    """ "23-11-2026 pukul 14.36 WIB", the minute rounded up: at the time that was told there is room."""
    rounded = (moment + timedelta(seconds=59, microseconds=999_999)).astimezone(now.tzinfo)
    return f"{rounded:%d-%m-%Y pukul %H.%M %Z}"
