"""A file of evidence that was swapped on the disk is named by whoever compares the folder with the record."""

import hashlib
from pathlib import Path
from types import ModuleType

import pytest

from tests.unit.verify.small_log import SmallLog, write

CONTENTS = (b"Peraturan Bupati", b"Notula rapat")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for content in CONTENTS:
        file = place(tmp_path, content)
        file.parent.mkdir(parents=True)
        file.write_bytes(content)
    return tmp_path


def place(folder: Path, content: bytes) -> Path:
    name = hashlib.sha256(content).hexdigest()
    return folder / name[:2] / name[2:4] / name


def record(folder: Path) -> Path:
    log = SmallLog("spbe")
    for content in (*CONTENTS, CONTENTS[0]):
        told = {"t": "evidence/1", "bytes": len(content), "d": "2026-11-20", "name": "0" * 64}
        log.leaves.append(write({**told, "file": hashlib.sha256(content).hexdigest()}))
    return log.publish(folder / "log")


def fsck(verifier: ModuleType, folder: Path) -> int:
    return int(verifier.main(["fsck", str(record(folder)), "--files", str(folder)]))


def test_files_that_are_as_they_came_hold(
    verifier: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fsck(verifier, folder) == 0
    assert "10.1" in capsys.readouterr().out


@pytest.mark.parametrize("fresh", [b"Peraturan Bupatj", b"Peraturan Bupati ", None])
def test_a_swapped_or_missing_file_is_named(
    verifier: ModuleType, folder: Path, fresh: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    file = place(folder, CONTENTS[0])
    if fresh is None:
        file.unlink()
    else:
        file.write_bytes(fresh)
    assert fsck(verifier, folder) == 1
    said = capsys.readouterr()
    assert "STEP 10.1" in said.out + said.err
    assert file.name in said.out + said.err


def test_a_folder_that_is_not_there_cannot_be_asked(verifier: ModuleType, folder: Path) -> None:
    assert verifier.main(["fsck", str(record(folder)), "--files", str(folder / "tidak-ada")]) == 2
