"""`./pendopo backup FILE`: the whole state of a site in one file, while it runs or stands still."""

import argparse
import os
import sys
from pathlib import Path

from pendopo.kernel.clock import now
from pendopo.project.backup import save
from pendopo.project.launcher.state import state_of, told


def run(arguments: list[str]) -> int:
    """Write the backup. Raises `BackupFault` and `LauncherFault`; then there is no file."""
    options = _parser().parse_args(arguments)
    with state_of(options.data) as state, told("saved") as each:
        store = os.environ.get("PENDOPO_LAKE_STORE", "").rstrip("/")
        save(options.file, url=state.url, data=state.folder, now=now(), told=each, store=store)
    print(f"pendopo: {options.file} holds the site: {options.file.stat().st_size / 1e6:.1f} MB")
    if store:
        print(
            f"pendopo: the files of the data house are not in it: they stay in {store}, which needs copies of its own "
            "(versions or replication of the bucket).",
            file=sys.stderr,
        )
    print(
        "pendopo: it contains personal data and the record's keys. Keep it encrypted, away from this machine, and "
        "keep PENDOPO_SECRET_KEY beside it: without that key, stored secrets stay unreadable.",
        file=sys.stderr,
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./pendopo backup",
        description="The whole state (database, evidence, data house, record) in one file.",
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a new file, for example pendopo-2026-11-23.zip"
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of a demo")
    return parser
