"""What processes load at their start: every verb and every process of a site pays for it (decision 0030)."""

import subprocess
import sys

import pytest

from pendopo.project.launcher.trial import REPOSITORY

#: Libraries that few processes use, and that take long to load.
ENGINES = {
    "asyncssh", "docx", "duckdb", "highspy", "lxml", "mammoth", "pandas", "PIL", "pyarrow", "pydantic", "pyiceberg",
    "pymysql", "rdflib", "typst", "xlsxwriter",
}  # fmt: skip
#: What pages need to be drawn, tables to be asked, and reports to be set.
OF_THE_WEB = {"duckdb", "typst", "xlsxwriter"}
WEB = "import pendopo.project.asgi; from django.urls import get_resolver; get_resolver().url_patterns"


@pytest.mark.parametrize(
    ("start", "used"), [("import django; django.setup()", set()), (WEB, OF_THE_WEB)], ids=["any", "web"]
)
def test_a_process_that_starts_loads_no_engine_that_it_may_never_use(start: str, used: set[str]) -> None:
    script = f"{start}; import sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    said = subprocess.run(
        [sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout
    assert ENGINES & set(said.split()) == used
