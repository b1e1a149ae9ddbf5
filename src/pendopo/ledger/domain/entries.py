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
from pendopo.ledger.domain.names import LOGS

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
_log = _matches("|".join(LOGS))
_path = _matches(r"/[a-zA-Z0-9._/-]{1,199}")


def _note(value: object) -> bool:
    """A signed note; whoever reads the log checks its signatures."""
    return isinstance(value, str) and 0 < len(value) <= 4000


def _text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 500


def _files(value: object) -> bool:
    """Addresses of files, each with the SHA-256 of its bytes."""
    return isinstance(value, Mapping) and all(_path(name) and _hex32(hash_) for name, hash_ in value.items())


#: A month, quarter, half-year or year.
_span = _matches(r"[12]\d{3}(-(0[1-9]|1[0-2]|T[1-4]|S[12]))?")
_indicator = _matches(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}")
_decimal = _matches(r"\d{1,3}\.\d{1,4}")


def _score(value: object) -> bool:
    """1 to 4; 0 is "not answered"."""
    return _whole(value) and value <= 4  # type: ignore[operator]


def _level(value: object) -> bool:
    """A level of maturity; scales begin at 0 or 1 and end at 5."""
    return _whole(value) and value <= 9  # type: ignore[operator]


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

#: What every log may hold: its key hands over to another one (`handover.py`).
EVERYWHERE: Mapping[str, Type] = {"key/1": Type({"d": _day, "note": _note})}
#: One indicator in one round of one assessment: `x` commits to the explanation, `by` is a pseudonym, `version` the
#: version of the answer. A level that was taken back is followed by a `review/1` that says so.
_LEVEL: dict[str, Fits] = {
    "assessment": _name, "framework": _hex32, "indicator": _indicator, "level": _level, "version": _whole,
    "d": _day, "x": _hex32, "by": _hex32,
}  # fmt: skip

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
        # The file by which answers are asked and an index is computed. Stands before the codes of the first month
        # whose index names `method`: nobody chooses the arithmetic after he has seen the answers.
        "method/1": Type({"d": _day, "method": _name, "sha256": _hex32, "bytes": _whole}),
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
    "data": {
        # The scripts that this version of the program serves, so that anybody can compare what he was given.
        "release/1": Type({"d": _day, "version": _name, "files": _files}),
        # A version of a data set became public: its files, when they are open to everybody, by address and SHA-256.
        "publish/1": Type(
            {"dataset": _name, "agency": _name, "number": _whole, "version": _whole, "rows": _whole,
             "access": _name, "files": _files, "d": _day}
        ),
        # A release is not given away any more; `h` is the SHA-256 of the reason that its page shows.
        "withdraw/1": Type({"dataset": _name, "number": _whole, "h": _hex32, "d": _day}),
        # An operator stops a log at `size` entries, and lets it go on from there.
        "freeze/1": Type({"d": _day, "log": _log, "size": _whole, "root": _hex32, "reason": _text}),
        "thaw/1": Type({"d": _day, "log": _log, "size": _whole, "root": _hex32}),
    },
    "spbe": {
        # What the government says about itself, and what assessors say in each round after that.
        "claim/1": Type(_LEVEL),
        "score/1": Type(_LEVEL | {"round": _name}),
        # An answer was sent back, taken back, or a finding was settled; `x` commits to the words.
        "review/1": Type(
            {"assessment": _name, "indicator": _indicator, "round": _name, "act": _name, "d": _day,
             "x": _hex32, "by": _hex32}
        ),
        # `snapshot` is the SHA-256 of what was approved, `number` counts the approvals of a round.
        "approval/1": Type(
            {"assessment": _name, "framework": _hex32, "round": _name, "number": _whole, "indicators": _whole,
             "index": _decimal, "snapshot": _hex32, "d": _day, "by": _hex32}
        ),
        "publication/1": Type(
            {"assessment": _name, "framework": _hex32, "number": _whole, "index": _decimal,
             "snapshot": _hex32, "d": _day, "by": _hex32}
        ),
        # A file that proves something: its SHA-256 and length; the name is only committed to.
        "evidence/1": Type({"file": _hex32, "bytes": _whole, "name": _hex32, "d": _day}),
        # The head of an agency promised `initiatives`; `snapshot` is the SHA-256 of what was declared.
        "commitment/1": Type(
            {"roadmap": _name, "agency": _name, "number": _whole, "initiatives": _whole, "snapshot": _hex32,
             "d": _day, "by": _hex32}
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
    kind = entry.get("t") if isinstance(entry, Mapping) else None
    known = (types.get(kind) or EVERYWHERE.get(kind)) if isinstance(kind, str) else None
    if known is None:
        raise EntryFault(f"log {log} does not know the type {entry.get('t')!r}")
    known.check(entry)
    return canonical(entry)
