"""The write-ahead log of a real server: which transactions touched which tables, and the bytes that it holds."""

import re
import secrets
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import pytest

from tests.servers import Site

_RELATION = re.compile(r"rel (\d+)/(\d+)/(\d+) fork main")


@dataclass(frozen=True)
class Mark:
    """A place in the write-ahead log; everything before it is on the disk."""

    lsn: str


@contextmanager
def kept(site: Site) -> Iterator[None]:
    """No file of the log is removed meanwhile. Skips the test where the server does not show its log to us."""
    with site.database() as connection:
        try:
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_walinspect")
            name = f"pendopo_{secrets.token_hex(6)}"  # of this connection: gone with it
            connection.execute("SELECT pg_create_physical_replication_slot(%s, true, true)", [name])
        except psycopg.Error as fault:
            pytest.skip(f"this server does not show its write-ahead log: {str(fault).strip()}")
        yield


def mark(site: Site) -> Mark:
    """Where the log ends now."""
    with site.database() as connection:
        connection.execute("SET synchronous_commit = on")
        # A record that is flushed takes along all before it.
        connection.execute("SELECT pg_logical_emit_message(true, 'pendopo', 'mark')")
        row = connection.execute("SELECT pg_current_wal_flush_lsn()::text").fetchone()
    assert row
    return Mark(row[0])


def touched(site: Site, start: Mark, end: Mark) -> list[frozenset[str]]:
    """The tables that each committed transaction between two marks wrote to, indexes counted as their tables."""
    names = dict(
        site.rows(
            "SELECT pg_relation_filenode(c.oid)::text, coalesce(t.relname, c.relname) FROM pg_class c"
            " LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_class t ON t.oid = i.indrelid"
            " WHERE c.relkind IN ('r', 'i', 't')"
        )
    )
    database = str(site.one("SELECT oid FROM pg_database WHERE datname = current_database()"))
    tables: defaultdict[str, set[str]] = defaultdict(set)
    committed = []
    for xid, manager, kind, blocks, words in site.rows(
        "SELECT xid::text, resource_manager, record_type, coalesce(block_ref, ''), coalesce(description, '')"
        " FROM pg_get_wal_records_info(%s, %s)",
        start.lsn,
        end.lsn,
    ):
        for _, where, node in _RELATION.findall(blocks):
            if where == database and manager in ("Heap", "Heap2", "Btree", "Gin"):
                tables[xid].add(names.get(node, node))
        if manager == "Transaction" and kind.startswith("COMMIT"):
            inner = re.search(r"subxacts:((?: \d+)+)", words)
            committed.append([xid, *(inner[1].split() if inner else [])])
    whole = [frozenset().union(*(tables[xid] for xid in xids)) for xids in committed]
    return [one for one in whole if one]


def holds(site: Site, start: Mark, end: Mark, *wanted: bytes) -> list[bool]:
    """Whether the log between two marks holds each of these bytes, as they are or as text of hex digits."""
    size = site.one("SELECT setting::int FROM pg_settings WHERE name = 'wal_segment_size'")
    first, last = (_number(one.lsn) // size for one in (start, end))
    content = b""
    for segment in range(first, last + 1):
        place = segment * size
        name = site.one("SELECT pg_walfile_name(%s::pg_lsn + 1)", f"{place >> 32:X}/{place & 0xFFFFFFFF:X}")
        content += bytes(site.one("SELECT pg_read_binary_file('pg_wal/' || %s)", name))
    piece = content[_number(start.lsn) - first * size : _number(end.lsn) - first * size]
    return [one in piece or one.hex().encode() in piece for one in wanted]


def _number(lsn: str) -> int:
    high, _, low = lsn.partition("/")
    return (int(high, 16) << 32) + int(low, 16)
