"""A log in a folder, behind a real web server: what tests change at will, as its owner could."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from pendopo.ledger.domain import merkle, notes, tiles
from pendopo.ledger.domain.checkpoint import Checkpoint

ORIGIN = "mpp.example.go.id/log/skm"
KEY = notes.new_signer(ORIGIN, b"k" * 32)


def leaves(count: int, **changed: bytes) -> list[bytes]:
    """Entries; `e7=b"..."` gives entry 7 another content."""
    return [changed.get(f"e{number}", b'{"n":%d}' % number) for number in range(count)]


def write_log(folder: Path, entries: list[bytes], signer: notes.Signer = KEY) -> str:
    """Put a log with these entries into `folder`, whatever it was before; the signed checkpoint."""
    hashes = [merkle.leaf_hash(entry) for entry in entries]
    for (level, index), tile in tiles.grow(0, [], hashes).items():
        _put(folder / tiles.tile_path(level, index, len(tile) // 32), tile)
    for index, width in tiles.bundles_of(len(entries)):
        piece = entries[index * tiles.WIDTH :][:width]
        _put(folder / tiles.entries_path(index, width), tiles.encode_bundle(piece))
    note = notes.sign(Checkpoint(ORIGIN, len(entries), merkle.root(hashes)).text, [signer])
    _put(folder / "vkey", f"{KEY.verifier.vkey}\n".encode())
    _put(folder / "checkpoint", note.encode())
    return note


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def web_server(folder: Path) -> Iterator[str]:
    """The folder under an address of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()


def _put(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
