"""What another engine writes into a table is seen by nobody until it is adopted, and then by everybody."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from pyiceberg.manifest import (
    DataFile,
    DataFileContent,
    FileFormat,
    ManifestContent,
    ManifestEntry,
    ManifestEntryStatus,
    ManifestWriterV2,
    write_manifest_list,
)
from pyiceberg.serializers import ToOutputFile
from pyiceberg.table.snapshots import Operation, Snapshot, Summary
from pyiceberg.table.update import AddSnapshotUpdate, SetSnapshotRefUpdate, update_table_metadata
from pyiceberg.typedef import Record
from pyspark.sql import SparkSession

from pendopo.datahouse.actions import Adopted, adopt, sweep
from pendopo.datahouse.domain.errors import AdoptionRefused, DeliveryRefused, NothingToAdopt
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.policy import OPERATOR
from pendopo.datahouse.lake.iceberg import table_at
from pendopo.datahouse.lake.places import place_of
from pendopo.datahouse.models import IcebergTable, Version
from pendopo.datahouse.queries import ask_sql, examine, export
from pendopo.kernel.actor import SYSTEM
from tests.actions.datahouse.conftest import NOW, Deliver

KEYED = {"fields": [{"name": "kode"}, {"name": "jumlah", "type": "integer"}], "primaryKey": "kode"}


def rows(number: int | None = None) -> list[tuple[object, ...]]:
    return sorted(export(slug="data-uji", number=number, viewer=OPERATOR).rows)


def adopted(lake: Path) -> Adopted:
    return adopt(slug="data-uji", why="Uji Sail oleh tim data", folder=lake, actor=SYSTEM, now=NOW)


@pytest.fixture(scope="module")
def sail(sail_url: str) -> Iterator[SparkSession]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about pandas, which is not used here
        session = SparkSession.builder.remote(sail_url).create()
    yield session
    session.stop()


def add(sail: SparkSession, lake: Path, *lines: tuple[str, int]) -> None:
    frame = sail.createDataFrame(list(lines), "kode string, jumlah bigint")
    frame.write.format("iceberg").mode("append").save(f"file://{lake}/tables/data_uji")


def test_written_here_changed_by_sail_and_read_here_again(
    house: Deliver, lake: Path, sail: SparkSession
) -> None:
    house("kode,jumlah\na,1\nb,2\n", schema=KEYED)
    with pytest.raises(NothingToAdopt):
        adopted(lake)
    add(sail, lake, ("c", 3))
    assert rows() == [("a", 1), ("b", 2)]
    assert ["./pendopo data adopt data-uji" in one.what for one in examine(folder=lake)[1]] == [True]
    done = adopted(lake)
    assert (done.version, done.rows) == (2, 3)
    assert (rows(), rows(1)) == ([("a", 1), ("b", 2), ("c", 3)], [("a", 1), ("b", 2)])
    (lake / "tables" / "data_uji" / "metadata" / "version-hint.text").write_text("1")
    house("kode,jumlah\nd,4\n", mode=Mode.APPEND)
    sail.sql(f"CREATE TABLE house USING iceberg LOCATION 'file://{lake}/tables/data_uji'")
    sail.sql(
        "MERGE INTO house USING (SELECT 'a' AS k UNION ALL SELECT 'e') AS came ON kode = k "
        "WHEN MATCHED THEN UPDATE SET jumlah = 10 WHEN NOT MATCHED THEN INSERT (kode, jumlah) VALUES (k, 5)"
    ).collect()
    sail.sql("DELETE FROM house WHERE kode = 'b'").collect()
    assert (adopted(lake).version, rows()) == (4, [("a", 10), ("c", 3), ("d", 4), ("e", 5)])
    assert examine(folder=lake) == (4, [])
    sweep(folder=lake, older_than=-1)
    assert examine(folder=lake) == (4, [])
    assert len(rows(2)) == 3


def test_what_breaks_a_rule_or_overlooks_a_version_is_not_adopted(
    house: Deliver, lake: Path, sail: SparkSession
) -> None:
    house("kode,jumlah\na,1\n", schema=KEYED)
    add(sail, lake, ("a", 9))
    with pytest.raises(DeliveryRefused) as refused:
        adopted(lake)
    assert [(one.code, one.value) for one in refused.value.report.faults] == [("key", "a")]
    house("kode,jumlah\nb,2\n", mode=Mode.APPEND)
    with pytest.raises(AdoptionRefused, match="tidak melanjutkan versi terbaru"):
        adopted(lake)
    assert [one.leftover for one in examine(folder=lake)[1]] == [True]
    assert rows() == [("a", 1), ("b", 2)]
    sweep(folder=lake, older_than=-1)
    assert examine(folder=lake) == (2, [])
    sail.createDataFrame([("c", 1, "x")], "kode string, jumlah bigint, lain string").write.format(
        "iceberg"
    ).mode("append").option("mergeSchema", "true").save(f"file://{lake}/tables/data_uji")
    with pytest.raises(AdoptionRefused, match="kolomnya berubah: lain"):
        adopted(lake)
    assert Version.objects.count() == 2


class DeleteManifest(ManifestWriterV2):
    """pyiceberg applies positional delete files and writes none."""

    def content(self) -> ManifestContent:
        return ManifestContent.DELETES

    @property
    def _meta(self) -> dict[str, str]:
        return {**super()._meta, "content": "deletes"}


def delete_rows(lake: Path, content: DataFileContent, made: pa.Table) -> None:
    """Add a delete file to the newest state, as an engine does that merges on read (Spark, Flink)."""
    place = place_of(str(IcebergTable.objects.get().metadata_location), lake)
    table, folder = table_at(place), place.parent
    before = table.metadata.current_snapshot()
    assert before is not None
    number, sequence = before.snapshot_id + 1, table.metadata.last_sequence_number + 1
    file = folder.parent / "data" / f"{number}-deletes.parquet"
    parquet.write_table(made, file)
    deleted = DataFile.from_args(
        content=content, file_path=str(file), file_format=FileFormat.PARQUET, partition=Record(),
        record_count=made.num_rows, file_size_in_bytes=file.stat().st_size, spec_id=0,
        equality_ids=[1] if content is DataFileContent.EQUALITY_DELETES else None,
    )  # fmt: skip
    manifest = table.io.new_output(str(folder / f"{number}-m0.avro"))
    with DeleteManifest(table.spec(), table.schema(), manifest, number, "deflate") as writer:
        writer.add(
            ManifestEntry.from_args(
                status=ManifestEntryStatus.ADDED, snapshot_id=number, sequence_number=None, data_file=deleted
            )
        )
    listed = str(folder / f"snap-{number}.avro")
    with write_manifest_list(
        2, table.io.new_output(listed), number, before.snapshot_id, sequence, "deflate"
    ) as out:
        out.add_manifests([*before.manifests(table.io), writer.to_manifest_file()])
    new = Snapshot(
        snapshot_id=number, parent_snapshot_id=before.snapshot_id, sequence_number=sequence,
        manifest_list=listed, summary=Summary(Operation.DELETE), schema_id=table.metadata.current_schema_id,
    )  # fmt: skip
    main = SetSnapshotRefUpdate(ref_name="main", type="branch", snapshot_id=number)
    after = update_table_metadata(table.metadata, (AddSnapshotUpdate(snapshot=new), main))
    ToOutputFile.table_metadata(after, table.io.new_output(str(folder / "00090-other.metadata.json")))


def test_rows_that_another_engine_deleted_do_not_come_back(house: Deliver, lake: Path) -> None:
    house("kode,jumlah\na,1\nb,2\nc,3\n", schema=KEYED)
    (file,) = (lake / "tables" / "data_uji" / "data").iterdir()
    delete_rows(lake, DataFileContent.POSITION_DELETES, pa.table({"file_path": [str(file)], "pos": [1]}))
    assert adopted(lake).rows == 2
    assert rows() == [("a", 1), ("c", 3)]
    assert ask_sql(sql="SELECT sum(jumlah) FROM data_uji", viewer=OPERATOR).rows == [(4,)]
    house("kode,jumlah\nd,4\n", mode=Mode.APPEND)
    assert rows() == [("a", 1), ("c", 3), ("d", 4)]
    house("kode,jumlah\nc,30\n", mode=Mode.UPSERT)
    assert rows() == [("a", 1), ("c", 30), ("d", 4)]
    sweep(folder=lake, older_than=-1)
    assert (examine(folder=lake), len(rows(2)), len(rows(1))) == ((4, []), 2, 3)


@pytest.mark.parametrize(
    ("content", "made", "why"),
    [
        (DataFileContent.EQUALITY_DELETES, {"kode": ["b"]}, "dihapus menurut nilai"),
        (DataFileContent.POSITION_DELETES, {"file_path": ["/lain.parquet"], "pos": [1]}, "terbaca 2 baris"),
    ],
)
def test_deletes_that_cannot_be_applied_are_refused(
    house: Deliver, lake: Path, content: DataFileContent, made: dict[str, list[object]], why: str
) -> None:
    house("kode,jumlah\na,1\nb,2\n", schema=KEYED)
    delete_rows(lake, content, pa.table(made))
    with pytest.raises(AdoptionRefused, match=why):
        adopted(lake)
    assert rows() == [("a", 1), ("b", 2)]
