"""Writing a file so that after a crash there is either the old one or the new one, whole."""

import os
import threading
from pathlib import Path


def write_whole(file: Path, content: bytes, mode: int = 0o644) -> None:
    """Replace `file`; when this returns it is on the disk."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}.{threading.get_ident()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    fresh.replace(file)
    _sync_folder(file.parent)


def write_changed(file: Path, content: bytes) -> None:
    """`write_whole`, unless that is what stands there already."""
    if not file.exists() or file.read_bytes() != content:
        write_whole(file, content)


def write_first(file: Path, content: bytes, mode: int = 0o600) -> bool:
    """Make `file` unless it is there already; False when somebody else was first."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}.{threading.get_ident()}")
    write_whole(fresh, content, mode)
    try:
        os.link(fresh, file)
    except FileExistsError:
        return False
    finally:
        fresh.unlink()
    _sync_folder(file.parent)
    return True


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
