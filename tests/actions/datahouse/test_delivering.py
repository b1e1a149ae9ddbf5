"""Deliveries become versions: whole, in order, and never changed."""

import hashlib
import resource
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import override_settings
from pyiceberg.catalog.sql import SqlCatalog

from pendopo.datahouse.actions import adopt, sweep
from pendopo.datahouse.arriving.folder import NoRoom
from pendopo.datahouse.domain.errors import (
    AdoptionRefused,
    AmbiguousAgency,
    DeliveryRefused,
    NameRefused,
    NotTheOwner,
    SchemaRefused,
    UnknownAgency,
    UnknownVersion,
)
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.policy import OPERATOR
from pendopo.datahouse.models import Release, Version
from pendopo.datahouse.queries import ask_sql, examine, export, versions_of
from pendopo.directory.models import Agency, Government
from pendopo.directory.queries import forget
from pendopo.kernel.actor import SYSTEM
from tests.actions.datahouse.conftest import NOW, Deliver

KEYED = {"fields": [{"name": "kode"}, {"name": "jumlah", "type": "integer"}], "primaryKey": "kode"}


def rows(number: int | None = None) -> list[tuple[object, ...]]:
    return sorted(export(slug="data-uji", number=number, viewer=OPERATOR).rows)


def test_a_short_name_that_two_agencies_have_is_told_with_these_two_only(house: Deliver) -> None:
    kabupaten = Government.objects.create(code="35.16", name="Kabupaten Uji", level="kabupaten")
    Agency.objects.create(government=kabupaten, slug="dinkes", name="Dinas Kesehatan")
    forget()
    with pytest.raises(AmbiguousAgency) as refusal:
        house("a\n1\n", agency="dinkes")
    assert str(refusal.value).endswith(
        "Tulis salah satu: 35.16/dinkes (Dinas Kesehatan, Kabupaten Uji); 35.76/dinkes (Dinas dinkes, Kota Uji)."
    )
    assert house("a\n1\n", agency="35.16/dinkes").version == 1


def test_a_delivery_is_a_version_with_the_digest_of_its_file(house: Deliver, lake: Path) -> None:
    content = "kode,jumlah\na,1\nb,2\n"
    stored = house(content)
    assert (stored.version, stored.rows, stored.proposed) == (1, 2, True)
    assert stored.sha256 == hashlib.sha256(content.encode()).hexdigest()
    assert (lake / "raw" / stored.sha256[:2] / stored.sha256).read_text() == content
    assert rows() == [("a", 1), ("b", 2)]
    assert examine(folder=lake) == (1, [])


def test_every_version_can_be_read_as_it_was(house: Deliver, lake: Path) -> None:
    house("kode,jumlah\na,1\n")
    house("kode,jumlah\na,5\nc,3\n")
    house("kode,jumlah\nd,4\n", mode=Mode.APPEND)
    assert [(one.number, one.mode, one.rows) for one in versions_of(slug="data-uji")] == [
        (3, "append", 3), (2, "replace", 2), (1, "replace", 1),
    ]  # fmt: skip
    assert (rows(1), rows(2)) == ([("a", 1)], [("a", 5), ("c", 3)])
    assert rows() == rows(3) == [("a", 5), ("c", 3), ("d", 4)]
    with pytest.raises(UnknownVersion):
        rows(4)
    assert examine(folder=lake) == (3, [])


def test_upsert_replaces_rows_with_the_same_key(house: Deliver) -> None:
    house("kode,jumlah\na,1\nb,2\n", schema=KEYED)
    house("kode,jumlah\nb,20\nc,3\n", mode=Mode.UPSERT)
    assert rows() == [("a", 1), ("b", 20), ("c", 3)]
    assert rows(1) == [("a", 1), ("b", 2)]


def test_upsert_needs_a_key_and_append_a_new_one(house: Deliver) -> None:
    house("kode,jumlah\na,1\n")
    with pytest.raises(SchemaRefused, match="primaryKey"):
        house("kode,jumlah\na,2\n", mode=Mode.UPSERT)
    house("kode,jumlah\na,1\nb,1\n", schema=KEYED)
    with pytest.raises(DeliveryRefused) as refused:
        house("kode,jumlah\na,7\n", mode=Mode.APPEND)
    assert [(one.code, one.value) for one in refused.value.report.faults] == [("known-key", "a")]
    assert rows() == [("a", 1), ("b", 1)]


def test_the_same_file_again_is_the_same_version(house: Deliver) -> None:
    first = house("kode,jumlah\na,1\n")
    again = house("kode,jumlah\na,1\n")
    assert (again.version, again.repeated) == (first.version, True)
    assert len(versions_of(slug="data-uji")) == 1


def test_a_schema_may_grow_and_old_rows_stay_readable(house: Deliver) -> None:
    house("kode,jumlah\na,1\n", schema=KEYED)
    wider = KEYED | {"fields": [*KEYED["fields"], {"name": "catatan"}]}
    house("kode,jumlah,catatan\nb,2,baru\n", schema=wider, mode=Mode.APPEND)
    assert rows() == [("a", 1, None), ("b", 2, "baru")]
    assert rows(1) == [("a", 1)]


def test_drift_is_named_with_what_probably_happened(house: Deliver) -> None:
    house("kode,jumlah,tahun\na,1,2026\n")
    with pytest.raises(DeliveryRefused) as refused:
        house("kode,jumlahnya,kelas\nb,2,x\n")
    found = {(one.column, one.code): one.expected for one in refused.value.report.faults}
    assert "“jumlah”" in found["jumlahnya", "new-column"]
    assert "jumlahnya" in found["jumlah", "missing-column"]
    assert "--schema" in found["kelas", "new-column"]
    with pytest.raises(DeliveryRefused) as changed:
        house(
            "kode,jumlah,tahun\nb,x,2026\n",
            schema={"fields": [{"name": n} for n in ("kode", "jumlah", "tahun")]},
        )
    assert [one.code for one in changed.value.report.faults] == ["type-changed", "type-changed"]
    assert len(versions_of(slug="data-uji")) == 1


def test_names_agencies_and_owners_are_checked(house: Deliver) -> None:
    for slug in ("Data", "1data", "a_b", "a--b", "a" * 61, "../x", ""):
        with pytest.raises(NameRefused):
            house("a\n1\n", slug=slug)
    with pytest.raises(UnknownAgency, match=r"35\.76/dikbud, 35\.76/dinkes"):
        house("a\n1\n", agency="dinsos")
    house("a\n1\n", agency="35.76/dinkes")
    with pytest.raises(NotTheOwner):
        house("a\n2\n", agency="dikbud")


def test_a_version_never_changes(house: Deliver) -> None:
    house("a\n1\n")
    for change in (lambda: Version.objects.update(rows=5), Version.objects.all().delete):
        with pytest.raises(IntegrityError, match="stays as it was accepted"), transaction.atomic():
            change()


def test_files_that_nobody_names_are_swept_and_others_stay(house: Deliver, lake: Path) -> None:
    house("a\n1\n")
    house("a\n2\n")
    left = lake / "tables" / "data_uji" / "data" / "sisa.parquet"
    left.write_bytes(b"half")
    assert sweep(folder=lake) == []
    assert sweep(folder=lake, older_than=-1) == [left]
    assert examine(folder=lake) == (2, [])
    assert rows(1) == [(1,)]


def test_swapped_and_missing_files_are_found(house: Deliver, lake: Path) -> None:
    stored = house("a\n1\n")
    (lake / "raw" / stored.sha256[:2] / stored.sha256).write_text("a\n9\n")
    next((lake / "tables" / "data_uji" / "data").iterdir()).unlink()
    faults = examine(folder=lake)[1]
    assert [one.what.partition("(")[0].strip() for one in faults] == [
        "berkas asli berubah", "berkas data tidak terbaca",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_another_engine_reads_and_writes_the_same_tables(house: Deliver, lake: Path) -> None:
    house("kode,jumlah\na,1\nb,2\n")
    database = settings.DATABASES["default"]
    address = (
        f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    )
    other = SqlCatalog("pendopo", uri=f"postgresql+psycopg://{address}", init_catalog_tables="false")
    table = other.load_table("data.data_uji")
    assert sorted(table.scan().to_arrow().to_pylist(), key=str) == [
        {"kode": "a", "jumlah": 1}, {"kode": "b", "jumlah": 2},
    ]  # fmt: skip
    assert Path(unquote(urlsplit(table.location()).path)) == lake / "tables" / "data_uji"
    table.append(table.scan().to_arrow().slice(0, 1))
    other.close()
    # What another engine wrote is no accepted version: nobody sees it, and the examination says so.
    assert ask_sql(sql="SELECT count(*) FROM data_uji", viewer=OPERATOR).rows == [(2,)]
    (fault,) = examine(folder=lake)[1]
    assert "mesin lain menulis snapshot" in fault.what
    assert "./pendopo data adopt data-uji" in fault.what
    # A release of the version whose name the other engine did not keep.
    version = Version.objects.get()
    Release.objects.create(
        dataset=version.dataset,
        number=1,
        version=version,
        tag="rilis-1",
        rows=2,
        description={},
        schema={},
        at=NOW,
    )
    with pytest.raises(AdoptionRefused, match="penanda rilis hilang: rilis-1"):
        adopt(slug="data-uji", why="uji", folder=lake, actor=SYSTEM, now=NOW)
    house("kode,jumlah\nc,3\n", mode=Mode.APPEND)
    assert rows() == [("a", 1), ("b", 2), ("c", 3)]
    assert examine(folder=lake)[1] == []


def test_a_house_that_moved_reads_on_and_writes_in_its_new_place(
    house: Deliver, lake: Path, tmp_path: Path
) -> None:
    house("kode,jumlah\na,1\n")
    house("kode,jumlah\nb,2\n", mode=Mode.APPEND)
    moved = tmp_path / "rumah baru" / "lake"
    moved.parent.mkdir()
    lake.rename(moved)
    with override_settings(PENDOPO_LAKE=moved):
        assert (rows(1), rows()) == ([("a", 1)], [("a", 1), ("b", 2)])
        house("kode,jumlah\nc,3\n", mode=Mode.APPEND, folder=moved)
        assert rows() == [("a", 1), ("b", 2), ("c", 3)]
    assert examine(folder=moved) == (3, [])
    assert sweep(folder=moved, older_than=-1) == []
    assert not lake.exists()


def test_a_disk_that_becomes_full_is_named_and_nothing_is_stored(house: Deliver, tmp_path: Path) -> None:
    file = tmp_path / "besar.csv"
    file.write_text("kode,isi\n" + "".join(f"k{number},{number}\n" for number in range(20_000)))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(NoRoom):
            house(file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not Version.objects.exists()
    assert house(file).version == 1
