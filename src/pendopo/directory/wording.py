"""How the directory's values are said to people: opening states in one short sentence."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from pendopo.design.wording import clock, when
from pendopo.directory.domain.opening import Opening, State

#: State -> kind of the tag that shows it; everything else is closed.
KINDS = {State.OPEN: "open", State.BREAK: "break"}

#: Closing times that nobody has to hear of: open for the rest of the day.
_MIDNIGHT = (time(), time(23, 59))


def opening_kind(opening: Opening) -> str:
    """The kind of tag (components/tag.html): open, break or closed."""
    return KINDS.get(opening.state, "closed")


def opening_words(opening: Opening, zone: ZoneInfo, *, now: datetime) -> str:
    """What a visitor would find at the door and until when: "Buka sampai pukul 14.00 WIB"."""
    if opening.state is State.OPEN:
        return _open_words(opening, zone)
    if opening.opens_at is None:
        return gettext("Tutup. Hari buka berikutnya belum diumumkan.")
    again = when(opening.opens_at, zone, now=now)
    if opening.state is State.BREAK:
        return gettext("Istirahat, buka lagi %(again)s") % {"again": again}
    if opening.state is State.BEFORE:
        return gettext("Belum buka, mulai %(again)s") % {"again": again}
    if opening.reason:
        return gettext("Tutup (%(reason)s), buka lagi %(again)s") % {"reason": opening.reason, "again": again}
    return gettext("Tutup, buka lagi %(again)s") % {"again": again}


def _open_words(opening: Opening, zone: ZoneInfo) -> str:
    if opening.pauses_at:
        return gettext("Buka sampai pukul %(pause)s, lalu istirahat") % {
            "pause": clock(opening.pauses_at, zone)
        }
    if opening.closes_at is None or opening.closes_at.astimezone(zone).time() in _MIDNIGHT:
        return gettext("Buka")
    return gettext("Buka sampai pukul %(close)s") % {"close": clock(opening.closes_at, zone)}
