"""What a process loads that only has to start Django: every verb and every process of a site pays for it."""

import subprocess
import sys

from tests.foundation.conftest import REPOSITORY

#: Libraries that few processes use, and that take long to load.
ENGINES = {
    "asyncssh", "duckdb", "highspy", "pandas", "pyarrow", "pyiceberg", "pymysql", "rdflib", "typst", "xlsxwriter",
}  # fmt: skip


def test_starting_django_loads_no_engine() -> None:
    script = "import django, sys; django.setup(); print(*{name.partition('.')[0] for name in sys.modules})"
    said = subprocess.run(
        [sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout
    assert not ENGINES & set(said.split())
