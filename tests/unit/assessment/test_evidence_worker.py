"""The process that opens files of strangers: little memory, no files of its own, no secrets, an end after a while."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pendopo.assessment.domain.file_refusals import FileTooHeavy
from pendopo.assessment.domain.file_types import FileType
from pendopo.assessment.files import workers

CONFINED = "from pendopo.assessment.files import worker; worker.confine(); "


def confined(then: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CONFINED + then], capture_output=True, text=True, check=False, timeout=30
    )


def test_it_cannot_take_the_memory_of_the_machine() -> None:
    assert "MemoryError" in confined("bytearray(3 * 10**9)").stderr
    assert confined("bytearray(10**8)").returncode == 0


def test_it_cannot_write_a_file(tmp_path: Path) -> None:
    confined(f"open({str(tmp_path / 'a')!r}, 'w').write('x' * 10**6)")
    assert (tmp_path / "a").stat().st_size == 0


def test_it_knows_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://rahasia")
    assert "DATABASE_URL" in os.environ
    assert "DATABASE_URL" not in workers._bare()


def test_a_reader_that_is_brought_down_refuses_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x")
    with pytest.raises(FileTooHeavy):
        workers.ask("no-such-job", file, name="a.pdf", kind=FileType.PDF)
    monkeypatch.setattr(workers, "PATIENCE", 0.001)
    with pytest.raises(FileTooHeavy):
        workers.ask("plain", file, name="a.txt", kind=FileType.TXT)
