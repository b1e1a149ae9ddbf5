"""The files of a log that everybody can read (c2sp.org/tlog-tiles); only added to, the checkpoint apart."""

import shutil
from pathlib import Path

from pendopo.ledger.domain import merkle, tiles
from pendopo.ledger.files.writing import write_changed, write_whole


def write_tile(folder: Path, level: int, index: int, tile: bytes) -> None:
    """Write a tile, whole or partial."""
    width = len(tile) // merkle.HASH_BYTES
    write_whole(folder / tiles.tile_path(level, index, width), tile)


def write_bundle(folder: Path, index: int, leaves: list[bytes]) -> None:
    """Write an entry bundle, whole or partial."""
    write_whole(folder / tiles.entries_path(index, len(leaves)), tiles.encode_bundle(leaves))


def drop_partials(folder: Path, level: str, index: int) -> None:
    """Remove the partial forms of a tile ("entries" for bundles) that is whole for some time."""
    path = tiles.entries_path(index).replace("entries", level, 1)
    shutil.rmtree(folder / f"{path}.p", ignore_errors=True)


def write_keys(file: Path, vkeys: list[str]) -> None:
    """Write public keys, one a line, unless they stand there already."""
    write_changed(file, "".join(f"{one}\n" for one in vkeys).encode())
