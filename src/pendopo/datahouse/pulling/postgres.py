"""Reading one SELECT from a PostgreSQL database: read-only session, rows in batches, nothing held in memory."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg

from pendopo.datahouse.domain.source_query import statement
from pendopo.datahouse.domain.sources import FetchFailed
from pendopo.datahouse.pulling.hosts import reachable
from pendopo.datahouse.pulling.limits import CONNECT, Fetched, FetchLimits, Rows, Wish

_BATCH = 5_000
#: SQLSTATE or its class -> what to do.
_WORDS = {
    "28": "nama pengguna atau kata sandi ditolak",
    "3D000": "basis data dengan nama itu tidak ada",
    "42501": "pengguna ini tidak berhak membaca tabelnya; minta GRANT SELECT",
    "42P01": "tabel dalam kueri tidak ada",
    "42703": "kolom dalam kueri tidak ada",
    "42": "kueri ditolak basis data; coba dahulu di sana",
    "57014": "kueri berjalan terlalu lama dan dihentikan",
    "25006": "kueri mencoba mengubah data; hanya membaca yang diizinkan",
    "22": "ada nilai yang tidak dapat dihitung oleh kueri, misalnya pembagian dengan nol",
}  # fmt: skip


def fetch_postgres(wish: Wish, folder: Path, limits: FetchLimits) -> Fetched:
    """See `fetching.fetch`."""
    target = wish.target
    reachable(target.host, target.port, limits)
    sql = statement(target.query, target.since, mysql=False, newer=bool(wish.mark), again=wish.again)
    try:
        with _connected(wish, limits) as connection, connection.cursor(name="pendopo") as cursor:
            cursor.itersize = _BATCH
            cursor.execute(sql.encode(), [wish.mark] if target.since and wish.mark else None)
            columns = [one.name for one in cursor.description or ()]
            rows = Rows(folder / "baris.ndjson", columns, target.since, limits)
            rows.write(_batches(cursor))
    except psycopg.Error as fault:
        raise FetchFailed(why=_words(fault)) from None
    except ValueError:
        raise FetchFailed(why=f"kolom penanda “{target.since}” tidak ada dalam hasil kueri") from None
    return rows.fetched(f"{target.database}.ndjson")


def _connected(wish: Wish, limits: FetchLimits) -> "psycopg.Connection[tuple[object, ...]]":
    target = wish.target
    connection = psycopg.connect(
        host=target.host,
        port=target.port,
        dbname=target.database,
        user=target.user,
        password=wish.secret,
        connect_timeout=CONNECT,
        sslmode="require" if target.secure else "prefer",
        application_name="pendopo",
        options=f"-c default_transaction_read_only=on -c statement_timeout={limits.seconds}s "
        f"-c idle_in_transaction_session_timeout={limits.seconds}s",
    )
    connection.read_only = True
    return connection


def _batches(cursor: "psycopg.ServerCursor[tuple[object, ...]]") -> Iterator[Sequence[Sequence[object]]]:
    while batch := cursor.fetchmany(_BATCH):
        yield batch


def _words(fault: psycopg.Error) -> str:
    """What to do, without repeating what the other side said: its message may hold values or the address."""
    state = fault.sqlstate or ""
    for code in (state, state[:2]):
        if code in _WORDS:
            return _WORDS[code]
    text = str(fault).lower()
    if "password authentication failed" in text or "no password supplied" in text:
        return _WORDS["28"]
    if "does not exist" in text and "database" in text:
        return _WORDS["3D000"]
    if "ssl" in text:
        return "basis data tidak melayani sambungan terenkripsi (TLS); aktifkan di sana, atau matikan pilihan ini"
    if "timeout" in text or "timed out" in text:
        return "basis data tidak menjawab dalam batas waktu"
    return "basis data tidak dapat dihubungi; periksa alamat, porta, dan dinding apinya"
