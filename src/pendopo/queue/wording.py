"""How the queue's figures are said to people: "5 orang di depan Anda", "sisa 48 dari 120 nomor"."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, ngettext

from pendopo.design.wording import clock, clock_range, figure
from pendopo.queue.domain.estimate import Estimate

#: People ahead up to which the sentence for screen readers changes each time, then every ten.
_NEAR = 3
_BAND = 10


def waiting_words(waiting: int) -> str:
    """How many wait before a service."""
    if waiting == 0:
        return gettext("Tanpa antrean")
    return ngettext("%(n)s orang menunggu", "%(n)s orang menunggu", waiting) % {"n": figure(waiting)}


def ahead_words(ahead: int) -> str:
    """The place in the line of somebody who waits."""
    if ahead == 0:
        return gettext("Giliran Anda berikutnya")
    return ngettext("%(n)s orang di depan Anda", "%(n)s orang di depan Anda", ahead) % {"n": figure(ahead)}


def band(ahead: int) -> str:
    """Changes only when the place in the line changes in a way worth saying aloud."""
    return str(ahead) if ahead <= _NEAR else f"{(ahead - 1) // _BAND * _BAND}+"


def minutes_words(estimate: Estimate) -> str:
    """The wait as a range of minutes; never one figure."""
    return gettext("perkiraan menunggu %(low)s–%(high)s menit") % {
        "low": estimate.low_minutes, "high": estimate.high_minutes}  # fmt: skip


def clock_words(estimate: Estimate, zone: ZoneInfo, *, now: datetime) -> str:
    """When somebody is called, as a range of clock times outward to five minutes: "pukul 10.40-10.55 WIB"; or
    only the latest time, for somebody who may be called at any moment."""
    first = _five(now) + timedelta(minutes=estimate.low_minutes)
    last = _five(now + timedelta(minutes=5, microseconds=-1)) + timedelta(minutes=estimate.high_minutes)
    if estimate.low_minutes == 0:
        return gettext("paling lambat pukul %(last)s") % {"last": clock(last, zone)}
    return gettext("pukul %(between)s") % {"between": clock_range(first, last, zone)}


def _five(moment: datetime) -> datetime:
    """The last full five minutes before `moment`, or itself."""
    return moment - timedelta(
        minutes=moment.minute % 5, seconds=moment.second, microseconds=moment.microsecond
    )


def quota_words(left: int | None, quota: int | None) -> str:
    """The numbers still to be had today; empty when the service has no quota."""
    if left is None or quota is None:
        return ""
    if left == 0:
        return gettext("Nomor hari ini sudah habis")
    return gettext("Sisa %(left)s dari %(quota)s nomor hari ini") % {
        "left": figure(left),
        "quota": figure(quota),
    }
