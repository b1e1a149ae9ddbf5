"""The MariaDB of the tests, as a source from which the data house fetches: Debian's, installed where we may.

Only the server's program is installed (15 s with its three libraries); nothing is started by the package.
"""

import os
import shutil
import sys

from pendopo.project.launcher.debian import install, may_install

NAMES = ("mariadbd", "mysqld")
#: Debian puts servers where only root looks.
FOLDERS = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
ADVICE = (
    "Install MariaDB (Debian: apt install mariadb-server-core), "
    "or set PENDOPO_NO_MARIADB=1 to leave its tests out."
)


def find_mariadb() -> str | None:
    """The path of a MariaDB server on this machine, or None."""
    return next(filter(None, (shutil.which(name, path=FOLDERS) for name in NAMES)), None)


def ensure_mariadb() -> None:
    """Install Debian's when there is none and we are root; without one, say so."""
    if os.environ.get("PENDOPO_NO_MARIADB") == "1" or find_mariadb():
        return
    if may_install():
        install("mariadb for the tests of fetching", "mariadb-server-core")
    if find_mariadb() is None:
        print(
            f"pendopo: no MariaDB here, so the tests of fetching from it will fail. {ADVICE}", file=sys.stderr
        )
