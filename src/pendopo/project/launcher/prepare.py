"""What has to be in place before the web processes start: schema and static files. Runs with Django set up."""

import hashlib
import multiprocessing
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from pendopo.project.launcher.faults import LauncherFault
from pendopo.project.launcher.folding import fold_migrations


def pending_migrations() -> list[str]:
    """The migrations that the database has not seen, as "app.name"."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def known_migrations() -> frozenset[str]:
    """The migrations of this program, as "app.name"."""
    return frozenset(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {})


def migrate() -> None:
    """Bring the schema up to date. A migration may take longer than a page, so it has no time limits."""
    if pending_migrations():
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0; SET lock_timeout = '60s'")
        fold_migrations()
        call_command("migrate", interactive=False, verbosity=0)


@contextmanager
def collecting_static() -> Iterator[None]:
    """Collect the static files in a process beside what is done meanwhile. Raises `LauncherFault` when that fails.

    Begin it before anything talks to the database: the process is a copy of ours.
    """
    beside = multiprocessing.get_context("fork").Process(target=collect_static, daemon=True)
    beside.start()
    yield
    beside.join()
    if beside.exitcode:
        raise LauncherFault("The static files could not be collected; the reason is above.")


def collect_static() -> None:
    """Collect, name by content and compress the static files, unless nothing changed since the last time."""
    sources = (
        Path(storage.path(name))
        for finder in finders.get_finders()
        for name, storage in finder.list(ignore_patterns=None)
    )
    stamp = Path(settings.STATIC_ROOT) / ".sources"
    present = fingerprint(sources)
    if not stamp.exists() or stamp.read_text() != present:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(present)


def fingerprint(files: Iterable[Path]) -> str:
    """Changes when one of `files` is added, removed, or written."""
    digest = hashlib.sha256()
    for file in sorted(files):
        status = file.stat()
        digest.update(f"{file}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
