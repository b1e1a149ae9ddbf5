"""A log of somebody else, as its public files show it (c2sp.org/tlog-tiles)."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from pendopo.ledger.domain import merkle, notes, tiles
from pendopo.ledger.domain.checkpoint import Checkpoint, open_checkpoint
from pendopo.ledger.domain.handover import follow
from pendopo.ledger.remote import http

#: Longer notes are refused unread.
LONGEST_NOTE = 64 * 1024


class NotGenuine(ValueError):
    """What the log serves does not hold; the message says what."""


@dataclass(frozen=True)
class Head:
    """A checkpoint whose log's signature holds, with the whole note it came in."""

    note: str
    checkpoint: Checkpoint
    key: notes.Verifier


@dataclass(frozen=True)
class RemoteLog:
    """The log at `url`, for example https://mpp.example.go.id/log/skm. Calls raise `http.Unreachable`."""

    url: str

    def file(self, path: str) -> bytes:
        """A public file of the log."""
        address = f"{self.url.rstrip('/')}/{path}"
        answer = http.get(address)
        if answer.status != 200:
            raise http.Unreachable(f"{address}: status {answer.status}")
        return answer.body

    def text(self, path: str) -> str:
        """A public file of text. Raises `NotGenuine` when it is none, or too long."""
        raw = self.file(path)
        if len(raw) > LONGEST_NOTE:
            raise NotGenuine(f"{path} is longer than {LONGEST_NOTE} bytes")
        try:
            return raw.decode()
        except UnicodeDecodeError:
            raise NotGenuine(f"{path} is not UTF-8") from None

    def vkey(self) -> str:
        """The log's own key as it shows it: the first line; others are in rotation."""
        return self.text("vkey").partition("\n")[0]

    def head(self, key: notes.Verifier) -> Head:
        """The newest checkpoint, signed by `key` or one to which it has handed over. Raises `NotGenuine`."""
        note = self.text("checkpoint")
        return read_head(note, self.heir(key, lambda one: has_signed(note, one)))

    def heir(self, key: notes.Verifier, wanted: Callable[[notes.Verifier], bool]) -> notes.Verifier:
        """Of `key` and the keys to which it has led the first that is wanted, else `key`. Raises `NotGenuine`."""
        if wanted(key):
            return key
        try:
            return follow(key, [str(one["note"]) for one in json.loads(self.text("keys"))], wanted)
        except http.Unreachable:
            return key
        except (ValueError, KeyError, TypeError, RecursionError) as fault:
            raise NotGenuine(f"keys: {fault}") from fault

    def consistency(self, old: int, new: Checkpoint) -> list[bytes]:
        """A proof that `new` begins with its first `old` entries, made here from the log's tiles.

        The tiles are believed no more than a ready proof would be: the proof has to be verified.
        Raises `NotGenuine` when tiles have the wrong length.
        """
        try:
            return merkle.consistency_proof(old, new.size, tiles.tile_reader(new.size, self._tile))
        except tiles.TileFault as fault:
            raise NotGenuine(str(fault)) from fault

    def entries(self, index: int, width: int) -> list[bytes]:
        """The first `width` entries of a bundle. Raises `NotGenuine`."""
        try:
            bundle = self._piece(lambda part: tiles.entries_path(index, part), width)
            full = len(bundle) and width < tiles.WIDTH and not _has(bundle, width)
            return tiles.decode_bundle(bundle, tiles.WIDTH if full else width)[:width]
        except tiles.TileFault as fault:
            raise NotGenuine(f"{tiles.entries_path(index, width)}: {fault}") from fault

    def _tile(self, level: int, index: int, width: int) -> bytes:
        tile = self._piece(lambda part: tiles.tile_path(level, index, part), width)
        return tile[: width * merkle.HASH_BYTES] if len(tile) == tiles.TILE_BYTES else tile

    def _piece(self, path_of: Callable[[int], str], width: int) -> bytes:
        """A tile or bundle. A log may remove a partial one when the full one is there (C2SP tlog-tiles)."""
        try:
            return self.file(path_of(width))
        except http.Unreachable:
            if width == tiles.WIDTH:
                raise
            return self.file(path_of(tiles.WIDTH))


def _has(bundle: bytes, width: int) -> bool:
    """Whether the bundle has exactly `width` entries."""
    try:
        tiles.decode_bundle(bundle, width)
    except tiles.TileFault:
        return False
    return True


def read_head(note: str, key: notes.Verifier) -> Head:
    """The checkpoint in `note`, when `key` has signed it. Raises `NotGenuine`."""
    try:
        checkpoint, _ = open_checkpoint(note, key)
    except notes.NoteRejected as fault:
        raise NotGenuine(f"checkpoint: {fault}") from fault
    return Head(note, checkpoint, key)


def has_signed(note: str, key: notes.Verifier) -> bool:
    """Whether the note bears a line of this key, right or wrong. Raises `NotGenuine` for what is no note."""
    try:
        _, signatures = notes.parse_note(note)
    except notes.NoteRejected as fault:
        raise NotGenuine(f"checkpoint: {fault}") from fault
    return any((one.name, one.key_id) == (key.name, key.id) for one in signatures)
