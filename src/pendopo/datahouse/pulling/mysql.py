"""Reading one SELECT from MySQL or MariaDB: read-only session, rows as they come."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pymysql
from pymysql.constants import FIELD_TYPE
from pymysql.converters import conversions, convert_date, convert_datetime
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
#: The connection was there and is no more: the server stops, somebody ended it, or the network did.
_CUT = {1053, 1317, 1927, 2006, 2013}


class _Cursor(SSCursor):
    """Rows as they come, and an end before the last one."""

    def abandon(self) -> None:
        """Read no more. The package would read an answer to its end, however long; the closed connection ends it."""
        if self._result is not None:
            self._result.unbuffered_active = False
        self.connection = None


def _day_or_none(convert: Callable[[Any], Any]) -> Callable[[str], object]:
    """MySQL keeps "0000-00-00" where no day is known; a half known one stays text, for the check to name."""
    return lambda text: None if text.startswith("0000-00-00") else convert(text)


#: The package's own, but a bit field is a number, as in every answer of MySQL to a person.
_CONVERSIONS = conversions | {
    FIELD_TYPE.BIT: lambda raw: int.from_bytes(raw, "big"),
    FIELD_TYPE.DATE: _day_or_none(convert_date),
    FIELD_TYPE.DATETIME: _day_or_none(convert_datetime),
    FIELD_TYPE.TIMESTAMP: _day_or_none(convert_datetime),
}


def fetch_mysql(wish: Wish, folder: Path, limits: FetchLimits) -> Fetched:
    """See `fetching.fetch`."""
    target = wish.target
    reachable(target.host, target.port, limits)
    sql = statement(target.query, target.since, mysql=True, newer=bool(wish.mark), again=wish.again)
    try:
        connection = _connected(wish, limits)
        try:
            cursor = connection.cursor(_Cursor)
            try:
                _read_only(cursor, limits)
                cursor.execute(sql, [wish.mark] if target.since and wish.mark else None)
                columns = [str(one[0]) for one in cursor.description or ()]
                rows = Rows(folder / "baris.ndjson", columns, target.since, limits)
                rows.write(_batches(cursor))
            finally:
                cursor.abandon()
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
        # The server stops a statement by itself and says so; this is for one that says nothing any more.
        read_timeout=limits.seconds + CONNECT,
        write_timeout=CONNECT,
        local_infile=False,
        conv=_CONVERSIONS,
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
    if "timed out" in text:
        return "basis data tidak menjawab dalam batas waktu"
    if number in _CUT:
        return "sambungan ke basis data terputus di tengah jalan; akan dicoba lagi"
    return "basis data tidak dapat dihubungi; periksa alamat, porta, dan dinding apinya"
