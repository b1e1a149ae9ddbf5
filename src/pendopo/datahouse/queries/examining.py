"""Whether the house, its catalogue and its files agree."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pendopo.datahouse.domain.names import table_of
from pendopo.datahouse.lake.copies import files_in, opened
from pendopo.datahouse.lake.folder import LakeFolder, digest_of
from pendopo.datahouse.lake.foreign import Foreign, consists_of, written_elsewhere
from pendopo.datahouse.lake.iceberg import named_files, planned, table_at
from pendopo.datahouse.lake.places import place_of
from pendopo.datahouse.lake.releases import released_file
from pendopo.datahouse.models import IcebergTable, Release
from pendopo.datahouse.queries.versions import VersionView, all_versions, versions_of


@dataclass(frozen=True)
class Fault:
    """One disagreement; `leftover` when only a file lies there that the sweep takes away."""

    slug: str
    version: int
    what: str
    leftover: bool = False


def examine(*, folder: Path) -> tuple[int, list[Fault]]:
    """How many versions there are, and everything that does not hold. Reads the files themselves, not copies."""
    lake, versions = LakeFolder(folder), all_versions()
    there = set(files_in(lake.path))
    newest = {one.slug: one for one in versions}
    faults = [fault for one in versions for fault in _faults(lake, one, there)]
    for one in newest.values():
        row = IcebergTable.objects.filter(table_name=table_of(one.slug), table_namespace="data").first()
        elsewhere = foreign_states(lake.path, one.slug)
        faults += [_not_adopted(one, each) for each in elsewhere]
        waits = any(each.in_catalogue and each.new for each in elsewhere)
        if row is None or not (waits or _points_at(lake, row, one)):
            faults.append(Fault(one.slug, one.number, "katalog menunjuk ke versi lain"))
    faults += _released_faults(lake)
    return len(versions), faults


def _not_adopted(one: VersionView, found: Foreign) -> Fault:
    said = f"mesin lain menulis snapshot {found.snapshot}, yang "
    if found.new:
        remedy = f"belum diterima: periksa, lalu ./pendopo data adopt {one.slug}"
        return Fault(one.slug, one.number, said + remedy)
    return Fault(
        one.slug, one.number, said + "tidak melanjutkan versi ini: sisa, dihapus dengan --sweep", True
    )


def foreign_states(folder: Path, slug: str) -> list[Foreign]:
    """What other engines wrote into the table of a data set and nobody has adopted."""
    versions = versions_of(slug=slug)
    row = IcebergTable.objects.filter(table_name=table_of(slug), table_namespace="data").first()
    if not versions or row is None or not row.metadata_location:
        return []
    known = {place_of(one.metadata_location, folder) for one in versions}
    try:
        return written_elsewhere(place_of(row.metadata_location, folder), known, versions[0].snapshot)
    except OSError:
        return []  # that the pointer leads nowhere is a fault of its own


def _points_at(lake: LakeFolder, row: IcebergTable, one: VersionView) -> bool:
    """Whether the catalogue shows the snapshot of a version; tags of releases came after it."""
    if row.metadata_location == one.metadata_location:
        return True
    try:
        table = table_at(place_of(str(row.metadata_location), lake.path))
    except OSError:
        return False
    return table.metadata.current_snapshot_id == one.snapshot


def _released_faults(lake: LakeFolder) -> Iterator[Fault]:
    for one in Release.objects.select_related("dataset", "version"):
        for file in one.files:
            if _digest(released_file(lake.path, file["sha256"])) != file["sha256"]:
                what = f"berkas {file['format']} dari rilis {one.number} hilang atau berubah"
                yield Fault(one.dataset.slug, one.version.number, what)


def _digest(path: Path) -> str | None:
    """None when the file is gone."""
    try:
        return digest_of(path)
    except FileNotFoundError:
        return None


def _faults(lake: LakeFolder, one: VersionView, there: set[Path]) -> Iterator[Fault]:
    raw = _digest(lake.raw(one.sha256))
    if raw is None:
        yield Fault(one.slug, one.number, "berkas asli hilang")
    elif raw != one.sha256:
        yield Fault(one.slug, one.number, "berkas asli berubah")
    metadata = place_of(one.metadata_location, lake.path)
    try:
        plan = planned(metadata, one.snapshot, bring=False)
        snapshot = table_at(metadata).metadata.snapshot_by_id(one.snapshot)
        lost = {metadata, *(consists_of(metadata, snapshot).files if snapshot else ())} - there
        rows = plan.rows.num_rows if plan.rows is not None else sum(map(_rows_in, plan.files))
    except (OSError, ValueError) as fault:
        yield Fault(one.slug, one.number, f"berkas data tidak terbaca ({fault})")
        return
    if lost and metadata.is_relative_to(lake.path):
        yield Fault(one.slug, one.number, f"{len(lost)} berkas hilang, misalnya {min(lost).name}")
    if rows != one.rows:
        yield Fault(one.slug, one.number, f"berisi {rows} baris, seharusnya {one.rows}")


def _rows_in(file: Path) -> int:
    import pyarrow.parquet as parquet

    with opened(file) as content:
        return int(parquet.read_metadata(content).num_rows)


def files_named(*, folder: Path) -> set[Path]:
    """Every file in the lake that some version needs."""
    lake, versions = LakeFolder(folder), all_versions()
    named = {lake.raw(one.sha256) for one in versions}
    named |= {
        released_file(lake.path, file["sha256"])
        for files in Release.objects.values_list("files", flat=True)
        for file in files
    }
    locations = {one.slug: one.metadata_location for one in versions}
    tagged = IcebergTable.objects.filter(table_namespace="data").values_list("metadata_location", flat=True)
    for location in {*locations.values(), *filter(None, tagged)}:
        named |= named_files(place_of(location, lake.path))
    for one in versions:
        # The newest metadata may have forgotten older files, or another engine older snapshots.
        metadata = place_of(one.metadata_location, lake.path)
        snapshot = table_at(metadata).metadata.snapshot_by_id(one.snapshot)
        named |= {metadata} | (consists_of(metadata, snapshot).files if snapshot else set())
    waiting = [each for slug in locations for each in foreign_states(lake.path, slug) if each.new]
    return named.union(*(named_files(each.metadata) for each in waiting))
