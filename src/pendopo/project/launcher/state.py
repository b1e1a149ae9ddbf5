"""Where the state of a site is: what `backup` and `restore` work on."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pendopo.project.launcher.database import database_in, require_postgres
from pendopo.project.launcher.demo_folder import DemoFolder
from pendopo.project.launcher.faults import LauncherFault

#: Bytes between two lines of progress.
_STEP = 256_000_000


@dataclass(frozen=True)
class State:
    """A database, and the folder with everything that lies beside it."""

    url: str
    folder: Path


@contextmanager
def state_of(folder: Path | None, *, still: bool = False) -> Iterator[State]:
    """The state of the environment (`DATABASE_URL`, `PENDOPO_DATA`), or of a demo's folder.

    The database of a demo that does not run is started for as long as the block lasts. With `still` a demo that runs
    is refused (`LauncherFault`).
    """
    if folder is None and "DATABASE_URL" in os.environ:
        require_postgres(os.environ["DATABASE_URL"])
        yield State(
            os.environ["DATABASE_URL"], Path(os.environ.get("PENDOPO_DATA") or "pendopo-data").absolute()
        )
        return
    demo = DemoFolder(folder or Path("pendopo-data"))
    demo.withdraw_left_over()
    if demo.announcement.exists():
        if still:
            raise LauncherFault(f"The demo in {demo.path} runs. Stop it first.")
        facts = demo.environment_of_running_demo()
        yield State(facts["DATABASE_URL"], demo.path)
        return
    if not still and not demo.database.exists():
        raise LauncherFault(
            f"There is no demo in {demo.path}. Give its folder with --data, or set DATABASE_URL."
        )
    os.environ.pop("DATABASE_URL", None)
    demo.make()
    with database_in(demo.database) as database:
        yield State(database.url, demo.path)


@contextmanager
def told(verb: str) -> Iterator[Callable[[str, int], None]]:
    """A callback for progress: one line for every quarter of a gigabyte, and one at the end."""
    files, size, shown = 0, 0, 0

    def each(_name: str, more: int) -> None:
        nonlocal files, size, shown
        files, size = files + 1, size + more
        if size - shown >= _STEP:
            shown = size
            print(f"pendopo: {verb} {files} files, {size / 1e6:.0f} MB", file=sys.stderr, flush=True)

    yield each
    print(f"pendopo: {verb} {files} files, {size / 1e6:.1f} MB", file=sys.stderr)
