"""kill -9 at every step of a delivery: the whole version is there or nothing, and catalogue and files agree.

`PENDOPO_TRIAL_KILLS` says how often; without it once before and once after each step.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.concurrency.delivery_worker import STEPS, STORE_STEPS
from tests.object_store import object_store
from tests.servers import REPOSITORY, Site, new_site

KILLS = int(os.environ.get("PENDOPO_TRIAL_KILLS", str(2 * len(STEPS))))


@pytest.fixture
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with new_site(tmp_path_factory.mktemp("deliveries")) as site:
        yield site


def test_a_killed_delivery_is_there_whole_or_not_at_all(own_site: Site, tmp_path: Path) -> None:
    check(own_site, {}, tmp_path / "lake", KILLS)


def test_so_it_is_when_the_lake_is_in_an_object_store(own_site: Site, tmp_path: Path) -> None:
    with object_store() as server:
        folder = Path(own_site.environment["PENDOPO_DATA"]).resolve() / "lake-copies"
        check(own_site, server.settings("uji"), folder, len(STORE_STEPS) * 2, *STORE_STEPS)
        assert list(server.store("uji").names("raw"))


def check(site: Site, also: dict[str, str], lake: Path, kills: int, *steps: str) -> None:
    """Deliver and die, `kills` times, at all steps or at `steps`; then look, and mend."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.concurrency.delivery_worker", str(lake), str(kills), *steps],
        cwd=REPOSITORY, env=site.environment | also, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    *deaths, mended = map(json.loads, done.stdout.splitlines())
    assert len(deaths) == kills
    before = 0
    for death in deaths:
        assert death["died"], death
        assert death["faults"] == [], death
        whole = (death["step"], death["when"]) == ("delivering.record", "after")
        assert death["versions"] == before + whole, death
        before = death["versions"]
        assert death["rows"] == death["promised"] == 10 * before, death
    assert before > 0, "at least one process died after its commit"
    assert mended["swept"] > 0
    assert (mended["versions"], mended["rows"], mended["faults"]) == (before + 1, 10 * (before + 1), [])
    assert mended["left"] == []
