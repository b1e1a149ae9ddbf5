"""Who runs PostgreSQL. It refuses to run as root, so root hands it to a user without privileges.

Only the database's own folder changes its owner. When that user cannot reach the folder (it lies below a folder
that only root may enter), the user gets the one capability to read and search directories instead of anybody
opening a parent folder: `setpriv` of util-linux does that.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pendopo.project.postgres.faults import PostgresFault

_PR_SET_PDEATHSIG = 1


def dies_with_parent(number: signal.Signals) -> Callable[[], None]:
    """A `preexec_fn`: the kernel sends `number` to the child when the thread that started it is gone (Linux)."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    parent = os.getpid()

    def ask_the_kernel() -> None:
        if libc is None:
            return
        libc.prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return ask_the_kernel


@dataclass(frozen=True)
class Runner:
    """How the programs of PostgreSQL are started: a command in front, and options for `subprocess`."""

    prefix: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)

    def popen(self, command: Sequence[str | Path], **options: Any) -> "subprocess.Popen[bytes]":
        """Start `command`; it gets SIGINT, PostgreSQL's fast shutdown, when our process is gone."""
        return subprocess.Popen(
            [*self.prefix, *command],
            preexec_fn=dies_with_parent(signal.SIGINT),
            # A Ctrl-C in the terminal must reach only us: the database stops last.
            start_new_session=True,
            **self.options,
            **options,
        )

    def reaches(self, folder: Path, binaries: Path) -> bool:
        """Whether the user who would run the programs can enter `folder` and start what is in `binaries`."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        # Tried out, because access(2), which `test -x` asks, leaves capabilities out of account.
        tries: tuple[Sequence[str | Path], ...] = (
            ["ls", "-d", f"{folder}/."],
            [binaries / "postgres", "--version"],
        )
        try:
            return all(self.popen(command, cwd=folder, **quiet).wait() == 0 for command in tries)
        except OSError:
            return False


def runner_for(folder: Path, binaries: Path) -> Runner:
    """The runner that reaches `folder` (ours, it exists) and `binaries`; as root this hands `folder` over.

    Raises `PostgresFault` when the folder belongs to somebody else or cannot be reached.
    """
    owner = folder.stat().st_uid
    if os.geteuid() != 0:
        if owner != os.geteuid():
            raise PostgresFault(
                f"The folder {folder} belongs to the user {_name(owner)}. Start as that user."
            )
        return Runner()
    if not owner:
        user = _unprivileged_user()
        os.chown(folder, user.pw_uid, user.pw_gid)
    uid, gid = folder.stat().st_uid, folder.stat().st_gid
    plain = Runner(options={"user": uid, "group": gid, "extra_groups": []})
    if plain.reaches(folder, binaries):
        return plain
    if setpriv := shutil.which("setpriv"):
        reader = Runner(prefix=_reading_everywhere(setpriv, uid, gid))
        if reader.reaches(folder, binaries):
            return reader
    raise PostgresFault(
        f"PostgreSQL does not run as root, and the user {_name(uid)} cannot reach {folder} or {binaries}. "
        "Choose a data folder that others may enter, for example --data /var/tmp/pendopo, or start as an "
        "ordinary user."
    )


def _reading_everywhere(setpriv: str, uid: int, gid: int) -> tuple[str, ...]:
    capability = "-all,+dac_read_search"
    return (
        setpriv, f"--reuid={uid}", f"--regid={gid}", "--clear-groups",
        f"--inh-caps={capability}", f"--ambient-caps={capability}", "--pdeathsig=INT", "--",
    )  # fmt: skip


def _unprivileged_user() -> pwd.struct_passwd:
    for name in ("postgres", "_postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresFault("PostgreSQL does not run as root, and there is no user postgres or nobody here.")


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
