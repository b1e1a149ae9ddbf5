"""The folder of evidence: content by its hash, whole or not at all, and a swapped file is noticed."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pendopo.assessment.domain.file_refusals import FileGone, FileTooLarge, NoSpace
from pendopo.assessment.files.store import FileStore


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path)


def keep(store: FileStore, content: bytes) -> str:
    with store.receiving([content], limit=1000, name="a.txt") as received:
        store.keep(received)
    return received.sha256


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_same_content_is_stored_once(store: FileStore, tmp_path: Path) -> None:
    assert keep(store, b"isi") == keep(store, b"isi")
    assert [path.read_bytes() for path in files(tmp_path)] == [b"isi"]


def test_what_was_not_kept_is_gone(store: FileStore, tmp_path: Path) -> None:
    with store.receiving([b"isi"], limit=1000, name="a.txt") as received:
        assert received.path.read_bytes() == b"isi"
    assert files(tmp_path) == []


def test_a_file_over_the_limit_ends_the_reading_at_once(store: FileStore, tmp_path: Path) -> None:
    read = []

    def endless() -> Iterator[bytes]:
        while True:
            read.append(1)
            yield b"x" * 400

    with pytest.raises(FileTooLarge), store.receiving(endless(), limit=1000, name="a.txt"):
        pass
    assert len(read) == 3
    assert files(tmp_path) == []


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_in_plain_words_and_leaves_nothing(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NoSpace, match="penuh"), store.receiving([b"isi"], limit=1000, name="a.txt"):
        pass
    assert files(tmp_path) == []


def test_a_swapped_or_missing_file_is_named_and_never_served(store: FileStore) -> None:
    good, swapped, missing = keep(store, b"satu"), keep(store, b"dua"), "0" * 64
    store.path(swapped).write_bytes(b"due")
    faults = {fault.sha256: fault.what for fault in store.check([(good, 4), (swapped, 3), (missing, 1)])}
    assert faults.keys() == {swapped, missing}
    assert faults[swapped].startswith("swapped")
    assert store.checked(good).read_bytes() == b"satu"
    assert store.content(good) == b"satu"
    for read in (store.checked, store.content):
        for gone in (swapped, missing):
            with pytest.raises(FileGone):
                read(gone)


def test_bringing_the_content_again_heals_a_swapped_file(store: FileStore) -> None:
    digest = keep(store, b"satu")
    store.path(digest).write_bytes(b"lain")
    assert keep(store, b"satu") == digest
    assert store.checked(digest).read_bytes() == b"satu"


def test_contents_that_nothing_refers_to_are_listed(store: FileStore) -> None:
    named, forgotten = keep(store, b"satu"), keep(store, b"dua")
    assert store.unnamed([named]) == [forgotten]


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "a" * 63, "", "a" * 64 + "\n"])
def test_only_a_digest_names_a_content(store: FileStore, name: str) -> None:
    with pytest.raises(ValueError, match="64"):
        store.path(name)


def test_the_sweep_takes_what_was_abandoned_and_leaves_what_is_under_way(
    store: FileStore, tmp_path: Path
) -> None:
    keep(store, b"isi")
    old, fresh = tmp_path / "incoming" / "old", tmp_path / "incoming" / "fresh"
    old.write_bytes(b"half")
    fresh.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert store.sweep() == 1
    assert not old.exists()
    assert fresh.exists()
