"""Reading one SELECT from MySQL or MariaDB: read-only session, rows as they come."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pymysql
from pymysql.cursors import SSCursor

from pendopo.datahouse.domain.source_query import statement
from pendopo.datahouse.domain.sources import FetchFailed
from pendopo.datahouse.pulling.hosts import reachable
from pendopo.datahouse.pulling.limits import CONNECT, Fetched, FetchLimits, Rows, Wish

_BATCH = 5_000
_WORDS = {
    1044: "pengguna ini tidak berhak membuka basis data itu",
    1045: "nama pengguna atau kata sandi ditolak",
    1049: "basis data dengan nama itu tidak ada",
    1054: "kolom dalam kueri tidak ada",
    1064: "kueri ditolak basis data; coba dahulu di sana",
    1142: "pengguna ini tidak berhak membaca tabelnya; minta GRANT SELECT",
    1146: "tabel dalam kueri tidak ada",
    1792: "kueri mencoba mengubah data; hanya membaca yang diizinkan",
    3024: "kueri berjalan terlalu lama dan dihentikan",
    1969: "kueri berjalan terlalu lama dan dihentikan",
}


def fetch_mysql(wish: Wish, folder: Path, limits: FetchLimits) -> Fetched:
    """See `fetching.fetch`."""
    target = wish.target
    reachable(target.host, target.port, limits)
    sql = statement(target.query, target.since, mysql=True, newer=bool(wish.mark), again=wish.again)
    try:
        connection = _connected(wish, limits)
        try:
            with connection.cursor(SSCursor) as cursor:
                _read_only(cursor, limits)
                cursor.execute(sql, [wish.mark] if target.since and wish.mark else None)
                columns = [str(one[0]) for one in cursor.description or ()]
                rows = Rows(folder / "baris.ndjson", columns, target.since, limits)
                rows.write(_batches(cursor))
        finally:
            with suppress(pymysql.Error, OSError):
                connection.close()
    except pymysql.Error as fault:
        raise FetchFailed(why=_words(fault)) from None
    except ValueError:
        raise FetchFailed(why=f"kolom penanda “{target.since}” tidak ada dalam hasil kueri") from None
    return rows.fetched(f"{target.database}.ndjson")


def _connected(wish: Wish, limits: FetchLimits) -> "pymysql.Connection[Any]":
    target = wish.target
    secure: dict[str, Any] = {"ssl": {"check_hostname": False}} if target.secure else {"ssl_disabled": True}
    return pymysql.connect(
        host=target.host,
        port=target.port,
        database=target.database,
        user=target.user,
        password=wish.secret,
        charset="utf8mb4",
        connect_timeout=CONNECT,
        read_timeout=limits.seconds,
        write_timeout=CONNECT,
        local_infile=False,
        **secure,
    )


def _read_only(cursor: Any, limits: FetchLimits) -> None:
    cursor.execute("SET SESSION TRANSACTION READ ONLY")
    # MySQL counts milliseconds, MariaDB seconds; each knows its own name only.
    for setting in (
        f"SET SESSION max_execution_time={limits.seconds * 1000}",
        f"SET SESSION max_statement_time={limits.seconds}",
    ):
        with suppress(pymysql.Error):
            cursor.execute(setting)
    cursor.execute("START TRANSACTION READ ONLY")


def _batches(cursor: Any) -> Iterator[Sequence[Sequence[object]]]:
    while batch := cursor.fetchmany(_BATCH):
        yield batch


def _words(fault: pymysql.Error) -> str:
    number = fault.args[0] if fault.args and isinstance(fault.args[0], int) else 0
    if number in _WORDS:
        return _WORDS[number]
    text = str(fault).lower()
    if "ssl" in text:
        return "basis data tidak melayani sambungan terenkripsi (TLS); aktifkan di sana, atau matikan pilihan ini"
    if "timed out" in text or number == 2013:
        return "basis data tidak menjawab dalam batas waktu"
    return "basis data tidak dapat dihubungi; periksa alamat, porta, dan dinding apinya"
