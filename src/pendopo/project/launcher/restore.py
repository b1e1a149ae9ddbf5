"""`./pendopo restore FILE`: a backup becomes the state of a site that stands still."""

import argparse
import os
import secrets
import sys
from pathlib import Path

import django

from pendopo.project.backup import put_back
from pendopo.project.launcher.state import State, state_of, told


def run(arguments: list[str]) -> int:
    """Check the backup, then put it back. Raises `BackupFault` and `LauncherFault`; then nothing has changed."""
    options = _parser().parse_args(arguments)
    with state_of(options.data, still=True) as state, told("checked") as each:
        known = _known_migrations(state)
        done = put_back(
            options.file, url=state.url, data=state.folder, known=known, replace=options.replace, told=each
        )
    print(f"pendopo: the state of {done.made_at} is back: the database and {done.files} files")
    if done.store and done.store != os.environ.get("PENDOPO_LAKE_STORE", "").rstrip("/"):
        print(
            f"pendopo: the files of the data house are in {done.store}: set PENDOPO_LAKE_STORE before the start.",
            file=sys.stderr,
        )
    if done.aside:
        print(f"pendopo: the files that were here before are in {done.aside}", file=sys.stderr)
    if done.kept_record:
        print(
            "pendopo: the public files of the record stayed, since the public has seen them. If the record halts after "
            "the start, `./pendopo ledger state` says what to do.",
            file=sys.stderr,
        )
    return 0


def _known_migrations(state: State) -> frozenset[str]:
    # Django wants its settings before it tells; nothing of them is used here.
    if "PENDOPO_SECRET_KEY" not in os.environ:
        os.environ["PENDOPO_SECRET_KEY"] = secrets.token_urlsafe(48)
    os.environ |= {"DATABASE_URL": state.url, "DJANGO_SETTINGS_MODULE": "pendopo.project.settings"}
    django.setup()
    from pendopo.project.launcher.prepare import known_migrations

    return known_migrations()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./pendopo restore", description="Put a backup back, into an empty database and folder."
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="what `./pendopo backup` wrote")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="folder of a demo that does not run, or a new one"
    )
    parser.add_argument(
        "--replace", action="store_true", help="take the place of what is there; old files move aside"
    )
    return parser
