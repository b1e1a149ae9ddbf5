"""kill -9 at every step of an upload: a content is there whole or not at all, and the next upload succeeds."""

import hashlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pendopo.assessment.files.store import FileStore
from tests.concurrency.evidence_worker import CONTENT
from tests.servers import REPOSITORY

DIGEST = hashlib.sha256(b"".join(CONTENT)).hexdigest()


def upload(folder: Path, step: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.concurrency.evidence_worker", str(folder), step]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=60)


def kept(folder: Path) -> list[Path]:
    """Every file under a lasting name."""
    return [file for file in folder.rglob("*") if file.is_file() and file.parent.name != "incoming"]


@pytest.mark.parametrize("step", ["chunk", "written", "synced", "before-name", "after-name", "kept"])
def test_a_killed_upload_leaves_no_half_file(tmp_path: Path, step: str) -> None:
    store = FileStore(tmp_path)
    assert upload(tmp_path, step).returncode == -signal.SIGKILL
    whole = step in ("after-name", "kept")
    assert [file.name for file in kept(tmp_path)] == ([DIGEST] if whole else [])
    assert list(store.check([(DIGEST, len(b"".join(CONTENT)))])) == [] or not whole
    left = list((tmp_path / "incoming").iterdir())
    assert len(left) == (0 if whole else 1)

    assert store.sweep(older_than=-1) == len(left)
    assert list((tmp_path / "incoming").iterdir()) == []
    assert upload(tmp_path, "never").stdout.strip() == DIGEST
    assert store.checked(DIGEST).read_bytes() == b"".join(CONTENT)
