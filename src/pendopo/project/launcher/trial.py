"""The surroundings of tests, checks and benchmarks: a throw-away database, the same settings everywhere."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pendopo.project.launcher.database import database_in
from pendopo.project.variables import VARIABLES

REPOSITORY = Path(__file__).resolve().parents[4]


@contextmanager
def trial_environment(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """An environment with its own database; settings of the operator do not reach into it.

    `DATABASE_URL` is respected. The tests make databases of their own on that server.
    """
    ours = {variable.name for variable in VARIABLES}
    outside = {name: value for name, value in os.environ.items() if name not in ours}
    with tempfile.TemporaryDirectory(prefix="pendopo-trial-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        with database_in(folder / "database", durable=durable) as database:
            yield outside | {
                "DATABASE_URL": database.url,
                "PENDOPO_SECRET_KEY": secrets.token_urlsafe(48),
                "PENDOPO_HTTPS": "0",
                "PENDOPO_ALWAYS_OPEN": "1",
                "PENDOPO_MFA_ROLES": "",
                "PENDOPO_DATA": str(folder / "data"),
                "DJANGO_SETTINGS_MODULE": "pendopo.project.settings",
                # Trials start some hundred processes of the same program: it is compiled once, not by each.
                "PYTHONDONTWRITEBYTECODE": "",
            }
