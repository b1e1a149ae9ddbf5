"""kill -9 while a release is made: nothing is public, and the next worker makes the whole of it."""

import json
import subprocess
import sys
from pathlib import Path

from tests.servers import REPOSITORY, new_site


def test_a_killed_release_is_made_by_the_next_worker(tmp_path: Path) -> None:
    with new_site(tmp_path) as site:
        done = subprocess.run(
            [sys.executable, "-m", "tests.concurrency.release_worker", str(tmp_path / "inbox")],
            cwd=REPOSITORY, env=site.environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    first, second, last = map(json.loads, done.stdout.splitlines())
    nothing = {"state": "disetujui", "access": "terbatas", "stage": "making", "releases": 0, "recorded": 0}
    for tries, death in enumerate((first, second), start=1):
        assert death["died"], death
        assert nothing.items() <= death.items(), death
        assert (death["tries"], death["faults"]) == (tries, []), death
    assert not last["died"], done.stderr
    whole = {"state": "terbit", "access": "terbuka", "stage": "done", "releases": 1, "recorded": 1}
    assert whole.items() <= last.items(), (last, done.stderr)
    assert (last["tries"], last["faults"]) == (3, [])
