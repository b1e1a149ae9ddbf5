"""What is signed becomes public: entries and tiles first, the checkpoint last."""

import json
from pathlib import Path

from pendopo.ledger.actions.keys import handovers
from pendopo.ledger.domain import merkle, names, tiles
from pendopo.ledger.files import public
from pendopo.ledger.files.archive import Archive
from pendopo.ledger.files.writing import write_changed, write_whole
from pendopo.ledger.queries import tree as logs
from pendopo.ledger.queries import witnesses

#: The log whose entries are promised before they stand in it.
PROMISED = "skm"


def publish(log: str, archive: Archive) -> int:
    """Write everything up to the newest signed head into the public folder; the size that is public now.

    Does nothing twice, and begins anew when the folder was lost. The checkpoint carries what witnesses have
    signed under it by now; the newest one that enough of them have signed is `witnessing.publish_witnessed`.
    """
    head = logs.signed_head(log)
    folder = archive.public(log)
    if not head.note:
        return 0
    size = archive.published_size(log)
    if size != head.size or not (folder / "checkpoint").exists():
        _write_files(log, folder, head.size, min(size, head.size))
    _write_handovers(log, folder / "keys")
    public.write_keys(folder / "vkey", [one.verifier.vkey for one in archive.signers(log)])
    note = witnesses.cosigned_note(log, head.size)
    if not (folder / "checkpoint").exists() or (folder / "checkpoint").read_text() != note:
        write_whole(folder / "checkpoint", note.encode())
    if log == PROMISED:
        # Whoever checks a receipt finds both keys in one place.
        public.write_keys(
            folder / "janji.vkey", [one.verifier.vkey for one in archive.signers(names.PROMISES)]
        )
        _write_handovers(names.PROMISES, folder / "janji.keys")
    return head.size


def _write_handovers(key: str, file: Path) -> None:
    """The way from the first key to the present one, for whoever knows an older one. No file, no change."""
    if changes := handovers(key):
        written = json.dumps([{"place": place, "note": note} for place, note in changes], indent=1)
        write_changed(file, f"{written}\n".encode())


def _write_files(log: str, folder: Path, size: int, after: int) -> None:
    for index, width in tiles.bundles_of(size, after):
        start = index * tiles.WIDTH
        public.write_bundle(folder, index, logs.leaves(log, start, start + width))
    for level, index, width in tiles.tiles_of(size, after):
        public.write_tile(folder, level, index, logs.tile(log, level, index)[: width * merkle.HASH_BYTES])
        # Who has just read an older checkpoint still finds the partial forms of the tile before this one's.
        if width == tiles.WIDTH and index:
            public.drop_partials(folder, str(level), index - 1)
            if level == 0:
                public.drop_partials(folder, "entries", index - 1)
