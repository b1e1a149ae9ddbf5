"""A copy of a log that needs no trust: every entry is fetched, every hash computed here, and only then kept.

The copy has the log's own form (c2sp.org/tlog-tiles), so it can be put on any web server and checked like the
log. Its checkpoint is written last: a copy that was interrupted never claims more than it has.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pendopo.ledger.domain import merkle, notes, tiles
from pendopo.ledger.remote import http
from pendopo.ledger.remote.laptop import Forked
from pendopo.ledger.remote.log import Head, NotGenuine, RemoteLog, read_head

#: What a log may have beside its entries: worth what the signatures in it are.
OF_KEYS = ("keys", "janji.vkey", "janji.keys")


@dataclass(frozen=True)
class Copied:
    """What a copy holds now, and how many entries it held before."""

    head: Head
    before: int


def mirror(url: str, folder: Path, vkey: str = "") -> Copied:
    """Bring the copy in `folder` up to the newest checkpoint of the log at `url`.

    The key is `vkey`, else the copy's own, else (the first time) the one that the log shows. Raises `Forked`
    when the log no longer begins with what was copied, `NotGenuine` when what it serves does not hold
    together, `http.Unreachable`.
    """
    log = RemoteLog(url)
    folder.mkdir(parents=True, exist_ok=True)
    key = _key(log, folder, vkey)
    before = _copied(folder, key)
    head = log.head(key)
    old, new = before.checkpoint.size if before else 0, head.checkpoint
    if before and new.size < old:
        raise Forked(f"the log had {old} entries and now shows {new.size}", before.note, head.note)
    hashes = _fetch_entries(log, folder, old, new.size)
    if merkle.root(hashes) != new.root or (before and merkle.root(hashes[:old]) != before.checkpoint.root):
        raise _why(log, folder, before, head)
    _write_tiles(folder, hashes, old)
    for name in OF_KEYS:
        with suppress(http.Unreachable):
            _write(folder / name, log.file(name))
    _write(folder / "vkey", f"{head.key.vkey}\n".encode())
    _write(folder / "checkpoint", head.note.encode())
    return Copied(head, old)


def _fetch_entries(log: RemoteLog, folder: Path, old: int, size: int) -> list[bytes]:
    """The leaf hashes of `size` entries; bundles that the copy does not have yet are fetched and kept."""
    hashes: list[bytes] = []
    for index, width in tiles.bundles_of(size):
        place = folder / tiles.entries_path(index, width)
        # A bundle that was finished at the last checkpoint is ours; a newer one was never checked.
        if (index * tiles.WIDTH + width) <= old and place.exists():
            leaves = _decode(place, width)
        else:
            leaves = log.entries(index, width)
            _write(place, tiles.encode_bundle(leaves))
        hashes += [merkle.leaf_hash(leaf) for leaf in leaves]
    return hashes


def _why(log: RemoteLog, folder: Path, before: Head | None, head: Head) -> NotGenuine:
    """Why the entries do not fit: a log that was changed behind what we have copied is a fork, with evidence."""
    if before is None:
        return NotGenuine("the entries that the log serves do not give the root that it has signed")
    kept: list[bytes] = []
    for index, width in tiles.bundles_of(before.checkpoint.size):
        kept += _decode(folder / tiles.entries_path(index, width), width)
    if merkle.root([merkle.leaf_hash(leaf) for leaf in kept]) != before.checkpoint.root:
        return NotGenuine(f"the copy in {folder} has been changed: its entries do not give its own root")
    for index, width in tiles.bundles_of(head.checkpoint.size):
        for number, theirs in enumerate(log.entries(index, width), index * tiles.WIDTH):
            if number < len(kept) and kept[number] != theirs:
                return Forked(f"entry {number} is not what it was", before.note, head.note)
    return NotGenuine("the newer entries that the log serves do not give the root that it has signed")


def _write_tiles(folder: Path, hashes: list[bytes], old: int) -> None:
    """The tiles of the tree, made from its entries."""
    read = _levels(hashes)
    for level, index, width in tiles.tiles_of(len(hashes), old):
        piece = read[level][index * tiles.WIDTH : index * tiles.WIDTH + width]
        _write(folder / tiles.tile_path(level, index, width), b"".join(piece))


def _levels(hashes: list[bytes]) -> list[list[bytes]]:
    """For each level of tiles the roots of all complete subtrees of its height."""
    levels = [hashes]
    while len(levels[-1]) >= tiles.WIDTH:
        below = levels[-1]
        full = range(0, len(below) - len(below) % tiles.WIDTH, tiles.WIDTH)
        levels.append([merkle.root(below[at : at + tiles.WIDTH]) for at in full])
    return levels


def _key(log: RemoteLog, folder: Path, vkey: str) -> notes.Verifier:
    kept = (folder / "vkey").read_text().strip() if (folder / "vkey").exists() else ""
    try:
        if vkey and kept and kept != vkey:
            given = notes.parse_vkey(vkey)
            if log.heir(given, lambda one: one.vkey == kept) == given:
                raise NotGenuine(f"the copy in {folder} is of a log with another key: {kept}")
        return notes.parse_vkey(kept or vkey or log.vkey())
    except notes.NoteRejected as fault:
        raise NotGenuine(f"vkey: {fault}") from fault


def _copied(folder: Path, key: notes.Verifier) -> Head | None:
    place = folder / "checkpoint"
    return read_head(place.read_text(), key) if place.exists() else None


def _decode(place: Path, width: int) -> list[bytes]:
    try:
        return tiles.decode_bundle(place.read_bytes(), width)
    except (OSError, tiles.TileFault) as fault:
        raise NotGenuine(f"{place}: {fault}") from fault


def _write(place: Path, content: bytes) -> None:
    """Write aside, flush, and rename, so that nobody reads half a file."""
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(f".{place.name}.{os.getpid()}")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(place)
