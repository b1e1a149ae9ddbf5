"""What tests of several kinds share. `./pendopo test` sets the environment; see `project/launcher/trial.py`."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from pendopo.project.launcher.chromium import ADVICE, find_chromium
from tests import schema
from tests.servers import Site, Web, new_site

HERE = Path(__file__).parent
#: Kinds of tests that start whole sites or browsers: few of them, and each takes seconds.
LONG_FIRST = ("foundation", "record", "concurrency", "privacy", "browser", "contract", "docs")

# How long an example takes says something about the machine, nothing about the rule that it tests.
hypothesis.settings.register_profile("pendopo", deadline=None)
hypothesis.settings.load_profile("pendopo")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Pages name their static files by content: they are collected before the first module loads the program.

    With several processes, each of them has its own, and the one that hands out the tests runs none.
    """
    if session.config.getoption("numprocesses", None):
        return
    from pendopo.project.launcher.prepare import collect_static

    collect_static()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, so that both processes end together; leave browsers out where somebody asked for that.

    Files stay whole, and a test that ends what its file shares comes after the others of the file.
    """
    files: dict[Path, int] = {}
    for place, item in enumerate(items):
        files.setdefault(item.path, place)
    items.sort(
        key=lambda item: (
            _turn(item),
            files[item.path],
            item.get_closest_marker("ends_what_is_shared") is not None,
        )
    )
    for item in items:
        if _kind(item) == "browser":
            item.add_marker("browser")
        if item.get_closest_marker("browser") and os.environ.get("PENDOPO_NO_BROWSER") == "1":
            item.add_marker(pytest.mark.skip(reason="PENDOPO_NO_BROWSER=1"))


def _turn(item: pytest.Item) -> int:
    return LONG_FIRST.index(_kind(item)) if _kind(item) in LONG_FIRST else len(LONG_FIRST)


def _kind(item: pytest.Item) -> str:
    """The folder below `tests`."""
    return item.path.relative_to(HERE).parts[0] if item.path.is_relative_to(HERE) else ""


def pytest_runtest_setup() -> None:
    """What the directory remembers for a moment does not reach from one test into the next."""
    memory = sys.modules.get("pendopo.directory.queries.kept")
    if memory is not None:
        memory.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The database of tests in this process is a copy as well, and is emptied quickly."""
    from django.db import connections

    from tests.flush import only_what_is_filled

    connections["default"].settings_dict["TEST"]["TEMPLATE"] = schema.template()
    only_what_is_filled(connections["default"])


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser; without one its tests fail, and say what to do."""
    path = find_chromium()
    if path is None:
        pytest.fail(f"There is no Chromium on this machine. {ADVICE}")
    return path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A database for tests that look at real servers from outside; each makes its own `site.town()` in it."""
    with new_site(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="session")
def web(site: Site) -> Iterator[Web]:
    """Two web processes of the site, which stay until the end; a test that kills serves its own."""
    with site.serving(2) as web:
        yield web
