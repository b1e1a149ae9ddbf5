"""Writing the logs: who may, heads, tiles, halts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from pendopo.ledger.domain.trouble import Trouble
from pendopo.ledger.models import Halt, TreeHead

#: Distinguishes our advisory locks from those of others.
_LOCKS = "hashtext('pendopo.ledger.sequencer')"


@contextmanager
def sole_sequencer(log: str) -> Iterator[bool]:
    """Whether this session alone may extend `log` now; held until the end of the block or of the connection."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock({_LOCKS}, hashtext(%s))", [log])
        (got,) = cursor.fetchone()
    try:
        yield got
    finally:
        if got and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_unlock({_LOCKS}, hashtext(%s))", [log])


@contextmanager
def after_this_round(log: str) -> Iterator[None]:
    """Wait until nobody extends `log`, and keep everybody from it until the end of the block."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_lock({_LOCKS}, hashtext(%s))", [log])
        try:
            yield
        finally:
            cursor.execute(f"SELECT pg_advisory_unlock({_LOCKS}, hashtext(%s))", [log])


def add_head(log: str, size: int, root: bytes) -> None:
    """A head that waits for its signature."""
    TreeHead.objects.create(log=log, size=size, root=root)


def keep_note(log: str, size: int, note: str, now: datetime) -> None:
    """The signature of a head."""
    TreeHead.objects.filter(log=log, size=size, note="").update(note=note, signed_at=now)


def keep_tiles(log: str, changed: dict[tuple[int, int], bytes]) -> None:
    """Add tiles, or replace those that have grown."""
    places = list(changed)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_tile (log, level, index, hashes)"
            " SELECT %s, level, index, hashes"
            " FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[]) AS one (level, index, hashes)"
            " ON CONFLICT (log, level, index) DO UPDATE SET hashes = excluded.hashes",
            [log, [one[0] for one in places], [one[1] for one in places], list(changed.values())],
        )


def keep_halt(log: str, kind: Trouble, reason: str, now: datetime, *, frozen: bool = False) -> None:
    """Note that a log is not signed; the first moment stays. A `frozen` one waits until somebody thaws it."""
    facts = {"kind": kind.value, "reason": reason, "frozen": frozen}
    Halt.objects.update_or_create(log=log, defaults=facts, create_defaults=facts | {"since": now})


def end_halt(log: str) -> None:
    """A log is signed again."""
    Halt.objects.filter(log=log).delete()
