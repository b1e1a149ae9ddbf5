"""Reading the logs: heads, tiles, entries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from pendopo.ledger.domain import merkle, tiles
from pendopo.ledger.models import Halt, TreeHead


@dataclass(frozen=True)
class Head:
    """A size of a log with its root; `note` is empty until it is signed."""

    size: int
    root: bytes
    note: str = ""


NOTHING = Head(0, merkle.EMPTY_ROOT)


def head(log: str) -> Head:
    """The largest head of a log, signed or not."""
    row = TreeHead.objects.filter(log=log).order_by("-size").values_list("size", "root", "note").first()
    return Head(row[0], bytes(row[1]), row[2]) if row else NOTHING


def signed_head(log: str) -> Head:
    """The largest head that is signed."""
    rows = TreeHead.objects.filter(log=log).exclude(note="").order_by("-size")
    row = rows.values_list("size", "root", "note").first()
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


def reader(log: str, size: int) -> merkle.Read:
    """Complete subtrees of the first `size` entries out of the stored tiles."""
    return tiles.tile_reader(size, lambda level, at, width: tile(log, level, at)[: width * merkle.HASH_BYTES])


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
