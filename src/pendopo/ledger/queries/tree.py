"""Reading the logs: heads, tiles, entries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from pendopo.ledger.domain import merkle, tiles
from pendopo.ledger.models import Halt


@dataclass(frozen=True)
class Head:
    """A size of a log with its root; `note` is empty until it is signed."""

    size: int
    root: bytes
    note: str = ""


NOTHING = Head(0, merkle.EMPTY_ROOT)


def head(log: str) -> Head:
    """The largest head of a log, signed or not."""
    return _largest(log, "true")


def signed_head(log: str) -> Head:
    """The largest head that is signed."""
    return _largest(log, "note <> ''")


def _largest(log: str, condition: str) -> Head:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT size, root, note FROM ledger_tree_head"
            f" WHERE log = %s AND {condition} ORDER BY size DESC LIMIT 1",
            [log],
        )
        row = cursor.fetchone()
    return Head(row[0], bytes(row[1]), row[2]) if row else NOTHING


def edge(log: str, size: int) -> list[bytes]:
    """The partial tiles of a log, by level; empty bytes where a level ends with a full tile.

    A tile may have grown already beyond `size`: what it had then is its beginning.
    """
    return [
        tile(log, level, index)[: width * merkle.HASH_BYTES] if width else b""
        for level, index, width in tiles.edge_of(size)
    ]


def tile(log: str, level: int, index: int) -> bytes:
    """The hashes of a tile; empty when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT hashes FROM ledger_tile WHERE log = %s AND level = %s AND index = %s", [log, level, index]
        )
        row = cursor.fetchone()
    return bytes(row[0]) if row else b""


def reader(log: str, size: int, place: int | None = None) -> merkle.Read:
    """Complete subtrees of the first `size` entries out of the stored tiles.

    With `place` the tiles of a proof about that entry are fetched together, before they are asked for.
    """
    kept = _around(log, size, place) if place is not None else {}

    def fetch(level: int, index: int, width: int) -> bytes:
        found = kept.get((level, index))
        return (tile(log, level, index) if found is None else found)[: width * merkle.HASH_BYTES]

    return tiles.tile_reader(size, fetch)


def _around(log: str, size: int, place: int) -> dict[tuple[int, int], bytes]:
    """The tiles above `place`, and the last ones of each level."""
    wanted: set[tuple[int, int]] = set()
    for level, index, width in tiles.edge_of(size):
        above = place >> tiles.HEIGHT * (level + 1)
        wanted |= {(level, above)} | ({(level, index)} if width else set())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT level, index, hashes FROM ledger_tile JOIN unnest(%s::smallint[], %s::bigint[])"
            " AS wanted (level, index) USING (level, index) WHERE log = %s",
            [[one[0] for one in wanted], [one[1] for one in wanted], log],
        )
        return {(level, index): bytes(hashes) for level, index, hashes in cursor.fetchall()}


def leaves(log: str, start: int, end: int) -> list[bytes]:
    """The entries from place `start` to before `end`. Raises `LookupError` when one is missing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT leaf FROM ledger_leaf WHERE log = %s AND place >= %s AND place < %s ORDER BY place",
            [log, start, end],
        )
        found = [bytes(row[0]) for row in cursor.fetchall()]
    if len(found) != end - start:
        raise LookupError(
            f"log {log}: {end - start - len(found)} entries between {start} and {end} are missing"
        )
    return found


def hashes(log: str, start: int) -> list[bytes]:
    """The leaf hashes of the entries from place `start` on, computed anew from the stored bytes.

    Raises `LookupError` when the database has computed another hash, or a place is missing.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT place, leaf, hash FROM ledger_leaf WHERE log = %s AND place >= %s ORDER BY place",
            [log, start],
        )
        rows = cursor.fetchall()
    found = [merkle.leaf_hash(leaf) for _, leaf, _ in rows]
    for at, (place, _, kept) in enumerate(rows):
        if place != start + at or kept != found[at]:
            raise LookupError(f"log {log}: the entry at {start + at} is not what was written")
    return found


def halt(log: str) -> Halt | None:
    """Why a log is not signed at present."""
    return Halt.objects.filter(log=log).first()


def places_of(log: str, fingerprints: Sequence[bytes]) -> list[int]:
    """The places of entries with these leaf hashes, lowest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT place FROM ledger_leaf WHERE log = %s AND hash = ANY(%s) ORDER BY place",
            [log, list(fingerprints)],
        )
        return [row[0] for row in cursor.fetchall()]
