"""What other engines wrote into the folder of a table: found there, and held against what the house has accepted.

An engine that works by folder (Sail) leaves a metadata file that no catalogue names; one that works by the
catalogue (Spark, pyiceberg) moves the catalogue's pointer. Both become a version only when they are adopted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pendopo.datahouse.lake.copies import files_in
from pendopo.datahouse.lake.iceberg import table_at
from pendopo.datahouse.lake.places import below

if TYPE_CHECKING:
    from pyiceberg.table import StaticTable
    from pyiceberg.table.metadata import TableMetadata
    from pyiceberg.table.snapshots import Snapshot

#: Stands in every snapshot of the house. What a killed delivery left behind is nobody else's work.
OWN = {"pendopo": "delivery"}


@dataclass(frozen=True)
class Foreign:
    """A newest state that the house did not write. `new` are its snapshots after the accepted one, oldest first.

    Without any it does not continue what was accepted, and can only be swept. `in_catalogue`: the pointer leads there.
    """

    metadata: Path
    snapshot: int
    new: tuple[Snapshot, ...]
    in_catalogue: bool


@dataclass(frozen=True)
class Consists:
    """Files of a snapshot (its lists, its data, its delete files) and its rows by their counts.

    `by_value`: rows are deleted by files that name values (equality deletes), which pyiceberg cannot apply.
    """

    files: set[Path]
    rows: int
    by_value: bool


def written_elsewhere(pointer: Path, known: set[Path], accepted: int) -> list[Foreign]:
    """What other engines wrote into a table, by the snapshot that was `accepted` last; `known` are files of the house.

    Of writings that follow each other only the newest counts. Raises `OSError` when the pointer's file is gone.
    """
    from pyiceberg.table.snapshots import ancestors_of

    here = table_at(pointer)
    told = {below(pointer.parent.parent, one.metadata_file) for one in here.metadata.metadata_log}
    settled = {one.snapshot_id for one in ancestors_of(here.metadata.snapshot_by_id(accepted), here.metadata)}
    found: dict[int, Foreign] = {}
    there = sorted(path for path in files_in(pointer.parent) if path.name.endswith(".metadata.json"))
    for path in [pointer, *there]:
        if path == pointer or path not in known | told:
            one = _foreign(path, accepted, path == pointer)
            if one is not None and one.snapshot not in settled:
                found.setdefault(one.snapshot, one)
    followed = {each.snapshot_id for one in found.values() for each in one.new[:-1]}
    return [one for one in found.values() if one.snapshot not in followed]


def _foreign(path: Path, accepted: int, in_catalogue: bool) -> Foreign | None:
    """None for what the house wrote itself, and for what cannot be read: it may just be being written."""
    from pydantic import ValidationError

    try:
        metadata = table_at(path).metadata
    except (OSError, ValueError, ValidationError):
        return None
    newest = metadata.current_snapshot()
    if newest is None or newest.snapshot_id == accepted or _own(newest):
        return None
    return Foreign(path, newest.snapshot_id, _since(metadata, newest, accepted), in_catalogue)


def _own(snapshot: Snapshot) -> bool:
    summary = snapshot.summary
    return summary is not None and all(summary[key] == value for key, value in OWN.items())


def _since(metadata: TableMetadata, newest: Snapshot, accepted: int) -> tuple[Snapshot, ...]:
    """The way from `accepted` to `newest`; nothing when there is none, or when it leads over steps of the house."""
    way: list[Snapshot] = []
    one: Snapshot | None = newest
    while one is not None and one.snapshot_id != accepted:
        if _own(one) or one in way:
            return ()
        way.append(one)
        parent = one.parent_snapshot_id
        one = metadata.snapshot_by_id(parent) if parent is not None else None
    return tuple(reversed(way)) if one is not None else ()


def differences(accepted: StaticTable, foreign: StaticTable) -> Iterator[str]:
    """Why a foreign state could not be read as the same table, in words for the operator."""
    ours, theirs = accepted.metadata, foreign.metadata
    if theirs.table_uuid != ours.table_uuid:
        yield "tabelnya bukan tabel yang sama"
    if theirs.format_version != ours.format_version:
        yield f"bentuk tabelnya menjadi Iceberg {theirs.format_version}, seharusnya {ours.format_version}"
    if not theirs.spec().is_unpartitioned():
        yield "tabelnya dibagi menurut kolom"
    before = {one.field_id: f"{one.name} ({one.field_type})" for one in ours.schema().fields}
    after = {one.field_id: f"{one.name} ({one.field_type})" for one in theirs.schema().fields}
    changed = sorted(
        {*(before.items() - after.items()), *(after.items() - before.items())}, key=lambda one: one[0]
    )
    if changed:
        yield f"kolomnya berubah: {', '.join(dict.fromkeys(words for _, words in changed))}"


def consists_of(metadata: Path, snapshot: Snapshot) -> Consists:
    """What a snapshot is made of. Raises `OSError` and `ValueError` when that cannot be read."""
    from pyiceberg.manifest import DataFileContent

    table, folder = table_at(metadata), metadata.parent.parent
    found, rows, by_value = {below(folder, snapshot.manifest_list)}, 0, False
    for manifest in snapshot.manifests(table.io):
        found.add(below(folder, manifest.manifest_path))
        for entry in manifest.fetch_manifest_entry(table.io, discard_deleted=True):
            file = entry.data_file
            found.add(below(folder, file.file_path))
            rows += file.record_count if file.content is DataFileContent.DATA else -file.record_count
            by_value = by_value or file.content is DataFileContent.EQUALITY_DELETES
    return Consists(found, rows, by_value)
