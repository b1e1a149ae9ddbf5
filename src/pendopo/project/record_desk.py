"""The operator's verbs of `./pendopo ledger`, with the settings of this site."""

import secrets
import sys
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings

from pendopo.kernel import clock
from pendopo.kernel.days import local_day
from pendopo.ledger.actions import NotRepaired, NotRotated, examine, freeze, repair, retire, rotate, thaw
from pendopo.ledger.domain.handover import BOTH_SIGN
from pendopo.ledger.domain.names import LOGS, PROMISES
from pendopo.ledger.files import archive_of
from pendopo.ledger.queries import states

#: Words that each verb takes.
WORDS = {"state": 0, "examine": 0, "repair": 1, "freeze": 2, "thaw": 1, "rotate": 1, "retire": 1}
#: Verbs that also know the key of the promises.
OF_KEYS = ("rotate", "retire")


def operate(words: list[str]) -> int:
    """Do what the words say; 0 when all is well, 1 when something does not hold, 2 for wrong words."""
    verb, *rest = words
    known = (*LOGS, PROMISES) if verb in OF_KEYS else LOGS
    if len(rest) != WORDS[verb] or (rest and rest[0] not in known):
        print(f"Give {WORDS[verb]} words after {verb}; logs are {', '.join(known)}.", file=sys.stderr)
        return 2
    if verb == "state":
        return _state()
    if verb == "examine":
        return _examine()
    if verb == "repair":
        return _repair(rest[0])
    if verb in OF_KEYS:
        return _change_key(verb, rest[0])
    if verb == "freeze":
        freeze(rest[0], rest[1], clock.now(), _today())
        print(f"{rest[0]}: frozen; entries wait until: ./pendopo ledger thaw {rest[0]}")
    else:
        thaw(rest[0], _today())
        print(f"{rest[0]}: goes on")
    return 0


def _today() -> date:
    return local_day(clock.now(), ZoneInfo(settings.TIME_ZONE))


def _change_key(verb: str, key: str) -> int:
    archive = archive_of(settings.ENV)
    try:
        if verb == "rotate":
            handover = rotate(key, archive, seed=secrets.token_bytes(32), day=_today())
            print(f"{key}: both keys sign. Announce the new one also on paper and to your witnesses:")
            print(f"  {handover.new.vkey}")
            print(f"From {handover.day + BOTH_SIGN} on destroy the old one: ./pendopo ledger retire {key}")
        else:
            print(f"{key}: signs no more: {retire(key, archive, day=_today()).vkey}")
    except NotRotated as fault:
        print(f"pendopo: {fault}", file=sys.stderr)
        return 1
    return 0


def _state() -> int:
    for one in states():
        signed = f"signed {one.signed_at:%Y-%m-%d %H:%M:%S} UTC" if one.signed_at else "never signed"
        print(f"{one.log:<10} {one.size:>10} entries, {one.waiting} wait, {signed}")
        if one.halted:
            print(f"{'':<10} HALTED: {one.halted}")
    return int(any(one.halted for one in states()))


def _examine() -> int:
    archive, worst = archive_of(settings.ENV), 0
    for log in LOGS:
        faults = examine(log, archive, clock.now())
        for fault in faults:
            print(f"{log}: DOES NOT HOLD: {fault}")
        if not faults:
            print(f"{log}: holds")
        worst = max(worst, int(bool(faults)))
    return worst


def _repair(log: str) -> int:
    try:
        added = repair(log, archive_of(settings.ENV))
    except NotRepaired as fault:
        print(f"pendopo: {fault}", file=sys.stderr)
        return 1
    print(f"{log}: {added} entries taken back from the public files; signing goes on by itself")
    return 0
