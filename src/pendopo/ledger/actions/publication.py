"""What is signed becomes public: entries and tiles first, the checkpoint last."""

from pathlib import Path

from pendopo.ledger.domain import merkle, names, tiles
from pendopo.ledger.files import public
from pendopo.ledger.files.archive import Archive
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
    folder, signers = archive.public(log), archive.signers(log)
    if not head.note:
        return 0
    size = public.published_size(folder, signers[0].verifier)
    if size != head.size or not (folder / "checkpoint").exists():
        _write_files(log, folder, head.size, min(size, head.size))
    note = witnesses.cosigned_note(log, head.size)
    if not (folder / "checkpoint").exists() or (folder / "checkpoint").read_text() != note:
        public.write_head(folder, note, [one.verifier.vkey for one in signers])
    if log == PROMISED:
        # Whoever checks a receipt finds both keys in one place.
        public.write_keys(
            folder / "janji.vkey", [one.verifier.vkey for one in archive.signers(names.PROMISES)]
        )
    return head.size


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
