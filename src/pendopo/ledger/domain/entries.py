"""What may stand in the public record: per log the known types, each with exactly its fields.

No entry holds personal data: a ticket appears as a commitment `c`, a clerk as a pseudonym `by`. Dates are
days; only the queue log has minutes of the day (`m`), because waiting times are computed from them. A type
carries its version; another set of fields is a new version, never a changed one.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pendopo.ledger.domain.canonical import EntryFault, canonical

Fits = Callable[[object], bool]


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _minute(value: object) -> bool:
    """Minutes since local midnight."""
    return _whole(value) and value < 24 * 60  # type: ignore[operator]


def _day(value: object) -> bool:
    if not isinstance(value, str) or len(value) != 10:
        return False
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _matches(pattern: str) -> Fits:
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _list_of(fits: Fits, length: int | None = None) -> Fits:
    def check(value: object) -> bool:
        if not isinstance(value, Sequence) or isinstance(value, str | bytes):
            return False
        return (length is None or len(value) == length) and all(fits(item) for item in value)

    return check


_period = _matches(r"[12]\d{3}-(0[1-9]|1[0-2])")
_hex16 = _matches(r"[0-9a-f]{32}")
_hex32 = _matches(r"[0-9a-f]{64}")
_name = _matches(r"[a-z0-9][a-z0-9./-]{0,79}")
_element = _matches(r"U[1-9]\d?")
#: A month, quarter, half-year or year.
_span = _matches(r"[12]\d{3}(-(0[1-9]|1[0-2]|T[1-4]|S[12]))?")


def _score(value: object) -> bool:
    """1 to 4; 0 is "not answered"."""
    return _whole(value) and value <= 4  # type: ignore[operator]


@dataclass(frozen=True)
class Type:
    """The fields of one type of entry, besides `t` itself."""

    required: Mapping[str, Fits]
    optional: Mapping[str, Fits] = field(default_factory=dict)

    def check(self, entry: Mapping[str, object]) -> None:
        """Raise `EntryFault` unless `entry` has the fields of this type, all of them and no others."""
        names = entry.keys() - {"t"}
        if missing := self.required.keys() - names:
            raise EntryFault(f"{entry['t']}: {', '.join(sorted(missing))} missing")
        if unknown := names - self.required.keys() - self.optional.keys():
            raise EntryFault(f"{entry['t']}: {', '.join(sorted(unknown))} unknown")
        for name in names:
            fits = self.required.get(name) or self.optional[name]
            if not fits(entry[name]):
                raise EntryFault(f"{entry['t']}: {name} does not fit: {entry[name]!r}")


_TICKET: dict[str, Fits] = {"service": _whole, "d": _day, "m": _minute, "c": _hex32}
_AT_COUNTER: dict[str, Fits] = _TICKET | {"counter": _whole}

TYPES: Mapping[str, Mapping[str, Type]] = {
    "layanan": {
        "ticket.taken/1": Type(_TICKET, {"priority": lambda value: value is True}),
        "ticket.called/1": Type(_AT_COUNTER),
        "ticket.recalled/1": Type(_AT_COUNTER),
        "ticket.started/1": Type(_AT_COUNTER),
        "ticket.closed/1": Type(_AT_COUNTER, {"by": _hex32}),
        "ticket.noshow/1": Type(_AT_COUNTER),
        "ticket.cancelled/1": Type(_TICKET),
        "ticket.transferred/1": Type(_AT_COUNTER | {"to": _whole}),
        # How many numbers a service gave on a day, and how they ended.
        "day.closed/1": Type(
            {"service": _whole, "d": _day, "taken": _whole, "served": _whole, "noshow": _whole,
             "cancelled": _whole, "expired": _whole}
        ),
    },
    "skm": {
        # The hashes of the codes that one service issued on one day, sorted: a set, no order.
        "token.batch/1": Type(
            {"batch": _name, "class": _name, "service": _whole, "period": _period, "d": _day,
             "count": _whole, "h": _list_of(_hex32)}
        ),
        # Slips that were left over: their secrets in the open, so that none of them can be answered any more.
        "token.void/1": Type(
            {"service": _whole, "period": _period, "d": _day, "count": _whole, "tok": _list_of(_hex16)}
        ),
        # Codes and visits of one service on one day, as counted when the entry was written; a later `version`
        # replaces it. Holds when printed - void <= closed and phone <= closed; `slip` and `own` are answers
        # with a slip and with a phone's code.
        "token.counted/1": Type(
            {"service": _whole, "period": _period, "d": _day, "version": _whole, "printed": _whole,
             "void": _whole, "slip": _whole, "phone": _whole, "own": _whole, "closed": _whole}
        ),
        # `q` in the order U1..U9, `tok` the code's secret, `r` a random value made by the phone.
        "skm.answer/1": Type(
            {"service": _whole, "period": _period, "q": _list_of(_score, 9), "tok": _hex16, "r": _hex16}
        ),
        # Sums and answered counts in the order of `elements`: everybody can compute the index again.
        "ikm/1": Type(
            {"service": _whole, "period": _period, "version": _whole, "method": _name, "answers": _whole,
             "issued": _whole, "elements": _list_of(_element), "answered": _list_of(_whole),
             "sums": _list_of(_whole), "hundredths": _whole}
        ),
        # Answers without a code, of one class and a month that is over: how many, and their sums by element. No single
        # answer can be checked; the sums cannot be changed unseen. A later `version` replaces it.
        "skm.sums/1": Type(
            {"service": _whole, "period": _period, "class": _name, "version": _whole, "answers": _whole,
             "elements": _list_of(_element), "answered": _list_of(_whole), "sums": _list_of(_whole)}
        ),
        # One step of a promise that followed a survey: how it stands and until when. `h` is the SHA-256 of the
        # words that citizens read, as canonical JSON of heard, plan, owner, note, evidence.
        "followup/1": Type(
            {"followup": _whole, "step": _whole, "agency": _whole, "element": _element, "period": _span,
             "state": _name, "d": _day, "due": _day, "h": _hex32},
            {"office": _whole, "service": _whole},
        ),
    },
}  # fmt: skip


def write_entry(log: str, entry: Mapping[str, object]) -> bytes:
    """The canonical bytes of `entry`, after checking that `log` knows its type and that the fields fit.

    Raises `EntryFault` (a fault of the program) otherwise.
    """
    types = TYPES.get(log)
    if types is None:
        raise EntryFault(f"there is no log {log!r}")
    known = types.get(entry["t"]) if isinstance(entry, Mapping) and isinstance(entry.get("t"), str) else None  # type: ignore[call-overload]
    if known is None:
        raise EntryFault(f"log {log} does not know the type {entry.get('t')!r}")
    known.check(entry)
    return canonical(entry)
