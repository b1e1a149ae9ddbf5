"""One server per folder, also across crashes."""

import fcntl
import os
import time
from pathlib import Path

from pendopo.project.postgres.faults import PostgresFault

PATIENCE_SECONDS = 10


class FolderLock:
    """An flock on `folder/lock`, which names the process that started the server.

    The server's processes inherit it. So whoever gets the lock knows that none of them is left, and a start
    right after a crash waits until the old server has finished.
    """

    def __init__(self, folder: Path) -> None:
        """Make `folder` when it is missing and lock it. Raises `PostgresFault` when it is in use."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        except OSError as fault:
            raise PostgresFault(f"The database folder {folder} cannot be used: {fault}.") from fault
        limit = time.monotonic() + PATIENCE_SECONDS
        while not self._taken():
            holder = self._holder()
            if is_alive(holder) or time.monotonic() > limit:
                os.close(self.descriptor)
                raise PostgresFault(
                    f"The database in {folder} is in use by process {holder}. Stop that one first, or give "
                    "another folder."
                )
            time.sleep(0.05)
        os.truncate(self.descriptor, 0)
        os.pwrite(self.descriptor, str(os.getpid()).encode(), 0)

    def release(self) -> None:
        """Let go of the folder; the lock itself ends with the last process that inherited it."""
        if self.descriptor >= 0:
            os.truncate(self.descriptor, 0)
            os.close(self.descriptor)
            self.descriptor = -1

    def _taken(self) -> bool:
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _holder(self) -> int:
        return int(os.pread(self.descriptor, 20, 0) or b"0")


def is_alive(pid: int) -> bool:
    """Whether a process of that number exists."""
    if not pid:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
