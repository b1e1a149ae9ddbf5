"""A lake in an object store: the same house, and nothing is lost when the store does not work."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyarrow as pa
import pytest
from django.conf import settings
from pyiceberg.catalog.sql import SqlCatalog

from pendopo.datahouse.actions import adopt, sweep, upkeep
from pendopo.datahouse.actions.carrying import carry_back, carry_there, kept, store_fault
from pendopo.datahouse.actions.deriving import derive
from pendopo.datahouse.domain.arrivals import Stage
from pendopo.datahouse.domain.errors import FilesMissing
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.policy import OPERATOR
from pendopo.datahouse.domain.store_errors import StoreUnavailable
from pendopo.datahouse.lake import copies
from pendopo.datahouse.lake.engines import Spark
from pendopo.datahouse.lake.folder import LakeFolder
from pendopo.datahouse.lake.objects import ObjectStore
from pendopo.datahouse.lake.releases import released_file, write_release
from pendopo.datahouse.queries import ask_sql, examine, export, versions_of
from pendopo.datahouse.queries.asking import ask_engine
from pendopo.kernel.actor import SYSTEM
from tests.actions.datahouse.arrivals import GOOD, build_desk
from tests.actions.datahouse.conftest import NOW, Deliver
from tests.object_store import BUCKET, KEY, SECRET, Server, object_store

SQL = "SELECT kode, jumlah FROM data_uji ORDER BY kode"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with object_store() as server:
        yield server


@pytest.fixture
def store(server: Server, lake: Path, request: pytest.FixtureRequest) -> Iterator[ObjectStore]:
    """The store of the lake, empty; the folder holds copies."""
    store = server.store(request.node.name.lower())
    settings.PENDOPO_LAKE = lake
    copies.keep_in(lake, store, 1_000_000)
    yield store
    copies.keep_here(lake)


def forget_copies(lake: Path) -> None:
    for path in lake.rglob("*"):
        if path.is_file():
            path.unlink()


def test_a_delivery_lies_in_the_store_and_is_read_by_a_site_without_copies(
    house: Deliver, lake: Path, store: ObjectStore
) -> None:
    house("kode,jumlah\na,1\nb,2\n")
    house("kode,jumlah\nc,3\n", mode=Mode.APPEND)
    assert {one.name.split("/")[0] for one in store.names()} == {"raw", "tables"}
    assert all(one.metadata_location.startswith(f"s3://{BUCKET}/") for one in versions_of(slug="data-uji"))
    forget_copies(lake)
    assert ask_sql(sql=SQL, viewer=OPERATOR).rows == [("a", 1), ("b", 2), ("c", 3)]
    forget_copies(lake)
    assert len(export(slug="data-uji", number=1, viewer=OPERATOR).rows) == 2
    assert examine(folder=lake) == (2, [])


def test_another_engine_finds_the_table_in_the_store_and_what_it_writes_is_adopted(
    transactional_db: None, house: Deliver, lake: Path, store: ObjectStore
) -> None:
    house("kode,jumlah\na,1\nb,2\n")
    base = settings.DATABASES["default"]
    other = SqlCatalog(
        "pendopo",
        uri=f"postgresql+psycopg://{base['USER']}:{base['PASSWORD']}@{base['HOST']}:{base['PORT']}/{base['NAME']}",
        init_catalog_tables="false",
        **{"s3.endpoint": store.address.endpoint, "s3.access-key-id": KEY, "s3.secret-access-key": SECRET,
           "s3.region": "us-east-1"},
    )  # fmt: skip
    table = other.load_table("data.data_uji")
    assert sorted(table.scan().to_arrow()["kode"].to_pylist()) == ["a", "b"]
    table.append(pa.table({"kode": ["c"], "jumlah": [3]}, schema=table.schema().as_arrow()))
    other.close()
    assert len(ask_sql(sql=SQL, viewer=OPERATOR).rows) == 2
    adopt(slug="data-uji", why="Tambahan oleh pyiceberg", folder=lake, actor=SYSTEM, now=NOW)
    assert ask_sql(sql=SQL, viewer=OPERATOR).rows == [("a", 1), ("b", 2), ("c", 3)]
    assert examine(folder=lake) == (2, [])


def test_every_engine_reads_and_writes_a_lake_in_the_store(
    house: Deliver, lake: Path, store: ObjectStore, sail_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    house("kode,jumlah\na,1\nb,2\n")
    # The server has a key of its own, as any program that reads the store.
    for name, value in {
        "AWS_ENDPOINT_URL": store.address.endpoint, "AWS_ENDPOINT": store.address.endpoint, "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": "us-east-1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    for slug, url in (("oleh-duckdb", ""), ("oleh-spark", sail_url)):
        derive(
            slug=slug, agency="dinkes", sql="SELECT kode, jumlah * 2 AS ganda FROM data_uji ORDER BY kode", daily=False,
            spark_url=url, folder=lake, actor=SYSTEM, now=NOW,
        )  # fmt: skip
    forget_copies(lake)
    for slug in ("oleh_duckdb", "oleh_spark"):
        sql = f"SELECT kode, ganda FROM {slug} ORDER BY kode"
        theirs = ask_engine(sql=sql, viewer=OPERATOR, engine=Spark(sail_url))
        assert not list(lake.rglob("*.parquet")), "the server fetched the rows itself"
        assert theirs.rows == ask_sql(sql=sql, viewer=OPERATOR).rows == [("a", 2), ("b", 4)]
        forget_copies(lake)
    assert examine(folder=lake) == (3, [])


def test_leftovers_are_swept_from_the_store_and_a_lost_object_is_named(
    house: Deliver, lake: Path, store: ObjectStore, tmp_path: Path
) -> None:
    house("kode,jumlah\na,1\n")
    (tmp_path / "sisa").write_bytes(b"x")
    store.send(tmp_path / "sisa", "tables/data_uji/data/sisa.parquet")
    assert sweep(folder=lake) == []
    assert sweep(folder=lake, older_than=-1) == [lake / "tables/data_uji/data/sisa.parquet"]
    assert examine(folder=lake) == (1, [])
    lost = next(one.name for one in store.names("tables/data_uji/metadata") if one.name.endswith(".avro"))
    store.remove(lost)
    assert [one.what for one in examine(folder=lake)[1]] == [f"1 berkas hilang, misalnya {Path(lost).name}"]
    forget_copies(lake)
    with pytest.raises(FilesMissing):
        ask_sql(sql=SQL.replace("ORDER", "WHERE true ORDER"), viewer=OPERATOR)


def test_released_files_lie_in_the_store(lake: Path, store: ObjectStore) -> None:
    rows = pa.table({"kode": ["a"]})
    made = write_release(
        LakeFolder(lake), typed=rows.to_reader(), plain=rows.to_reader(), rows=1, sheet="uji", now=NOW
    )
    forget_copies(lake)
    csv = next(one for one in made if one.format == "csv")
    assert copies.near(released_file(lake, csv.sha256)).read_bytes() == b"kode\na\n"
    with pytest.raises(FileNotFoundError):
        copies.near(released_file(lake, "0" * 64))


def test_copies_that_nobody_uses_go_first_and_those_in_use_stay(
    lake: Path, store: ObjectStore, tmp_path: Path
) -> None:
    here, now = copies.Copies(lake, store, 250), time.time()
    for name in ("satu", "dua", "tiga"):
        (tmp_path / name).write_bytes(b"x" * 100)
        store.send(tmp_path / name, name)
        here.bring(lake / name)
    here.tidy(now)
    assert len(list(lake.glob("*a*"))) == 3, "all are in use, however many they are"
    for age, name in enumerate(("dua", "satu", "tiga"), start=copies.IN_USE):
        os.utime(lake / name, (now - age, now - age))
    here.bring(lake / "tiga")
    here.tidy(now)
    assert not (lake / "satu").exists()
    assert (lake / "dua").exists()
    assert (lake / "tiga").exists()
    assert here.bring(lake / "satu").read_bytes() == b"x" * 100
    assert list((lake / copies.WORK).iterdir()) == [], "nothing unfinished is left"


def test_a_lake_is_carried_into_the_store_and_back(
    house: Deliver, lake: Path, server: Server, tmp_path: Path
) -> None:
    house("kode,jumlah\na,1\n")
    house("kode,jumlah\nb,2\n", mode=Mode.APPEND)
    folder = tmp_path / "lake-copies"
    copies.keep_in(folder, server.store("pindah"), 1_000_000)
    try:
        assert carry_there(lake=lake, folder=folder) == len(copies.files_in(lake))
        assert examine(folder=folder) == (2, [])
        house("kode,jumlah\nc,3\n", mode=Mode.APPEND, folder=folder)
        assert kept(folder=folder).files == carry_back(lake=lake, folder=folder)
    finally:
        copies.keep_here(folder)
    assert examine(folder=lake) == (3, [])


def test_an_arrival_waits_for_the_store_and_is_then_stored_by_itself(
    db: None, tmp_path: Path, server: Server
) -> None:
    desk = build_desk(tmp_path)
    ident = desk.send(GOOD)
    desk.look(ident)
    here = copies.keep_in(desk.house.lake, Server("http://127.0.0.1:9").store("uji"), 1_000_000)
    try:
        assert desk.confirm(ident) is Stage.CHECKING
        assert "tidak terjangkau" in desk.view(ident).problem
        here.store = server.store("tunggu")
        assert upkeep.left_alone(now=NOW + timedelta(minutes=3)) == [ident]
        assert desk.check(ident) is Stage.ACCEPTED
        assert (desk.view(ident).problem, desk.view(ident).version) == ("", 1)
        assert examine(folder=desk.house.lake) == (1, [])
    finally:
        copies.keep_here(desk.house.lake)


class _Unwilling(BaseHTTPRequestHandler):
    """Answers as a store that forbids everything, or (`cut`) that breaks off in the middle of an object."""

    cut = False

    def do_HEAD(self) -> None:
        self._begin(200 if self.cut else 403, 1000)

    def do_GET(self) -> None:
        self._begin(200 if self.cut else 403, 1000)
        self.wfile.write(b"x" * 10)

    def do_PUT(self) -> None:
        self._begin(403, 0)

    def do_POST(self) -> None:
        self._begin(403, 0)

    def _begin(self, status: int, size: int) -> None:
        self.send_response(status)
        self.send_header("content-length", str(size))
        self.end_headers()
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@contextmanager
def unwilling(*, cut: bool) -> Iterator[ObjectStore]:
    handler = type("Handler", (_Unwilling,), {"cut": cut})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Server(f"http://127.0.0.1:{server.server_port}").store("uji")
    finally:
        server.shutdown()
        server.server_close()


def test_what_the_store_refuses_is_told_and_nothing_is_half_stored(
    house: Deliver, lake: Path, store: ObjectStore, server: Server
) -> None:
    house("kode,jumlah\na,1\n")
    here = copies.copies_at(lake)
    assert here is not None
    gone = Server("http://127.0.0.1:9")
    for broken, words in (
        (gone.store("uji"), "tidak terjangkau"),
        (server.store("uji", bucket="tidak-ada"), "wadah (bucket) “tidak-ada” tidak ada"),
    ):
        here.store = broken
        with pytest.raises(StoreUnavailable) as refusal:
            house("kode,jumlah\nb,2\n", mode=Mode.APPEND)
        assert words in str(refusal.value)
        assert words in store_fault(folder=lake)
        assert SECRET not in str(refusal.value) + repr(broken.address)
    here.store = store
    assert store_fault(folder=lake) == ""
    assert (len(versions_of(slug="data-uji")), examine(folder=lake)[1]) == (1, [])
    assert house("kode,jumlah\nb,2\n", mode=Mode.APPEND).version == 2
    assert ask_sql(sql=SQL, viewer=OPERATOR).rows == [("a", 1), ("b", 2)]


def test_a_forbidden_or_cut_object_is_told_and_leaves_no_copy(lake: Path) -> None:
    for cut, words in ((False, "menolak kunci akses"), (True, "penyimpanan|terputus")):
        with unwilling(cut=cut) as store:
            here = copies.Copies(lake, store, 1000)
            with pytest.raises(StoreUnavailable, match=words):
                here.bring(lake / "raw" / "ab" / "abcd")
    assert [path for path in lake.rglob("*") if path.is_file()] == []
