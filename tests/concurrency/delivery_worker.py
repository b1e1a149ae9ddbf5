"""Delivers to the data house in processes of its own that die at given steps: `delivery_worker FOLDER KILLS [STEP...]`.

Prints one line of JSON per death: the step, and what `examine` and a question say afterwards.
"""

import json
import os
import random
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import django

from pendopo.project.launcher.loading import loading

NOW = datetime(2026, 11, 21, tzinfo=UTC)
#: Functions on the way from the file to the committed version, in the order in which they are called.
STEPS = (
    "folder.LakeFolder.receive", "judging.check_plain", "judging.stage", "judging.check", "keeping._write",
    "keeping.lasting",
    "delivering.keep_rows", "folder.LakeFolder.keep", "delivering.lock_dataset", "keeping._evolve",
    "catalogue.lasting", "catalogue.Catalogue._point", "keeping.Kept.commit", "delivering.add_version",
    "delivering.record",
)  # fmt: skip
#: Steps of the long way, which a workbook or a JSON file takes; a plain CSV takes the quick one.
LONG_WAY = ("judging.stage", "judging.check", "keeping._write")


#: What each delivery and each examination would load again.
LOADED_ONCE = (
    "pendopo.datahouse.actions", "pendopo.datahouse.queries", "pendopo.datahouse.store.catalogue",
    "pendopo.datahouse.lake.table_files", "pyiceberg.catalog", "rich.console", "sqlglot.generators",
)  # fmt: skip
#: Where something is on its way into an object store.
STORE_STEPS = ("keeping.lasting", "delivering.record")


def main(folder: str, kills: str, *steps: str) -> None:
    """Each delivery, each examination is a fork: nothing is shared but the disk and the database."""
    with loading():
        django.setup()
        # Loaded once, and not used before the fork: no process inherits a connection or a thread.
        for name in LOADED_ONCE:
            import_module(name)
    lake, chance = Path(folder), random.Random(int(kills))
    in_child(_make_agency)
    ways = [(step, when) for step in steps or STEPS for when in ("before", "after")]
    for number in range(int(kills)):
        step, when = ways[number] if number < len(ways) else chance.choice(ways)
        died = in_child(lambda: _deliver(lake, number, step, when)) is None  # noqa: B023 called at once
        print(
            json.dumps({"step": step, "when": when, "died": died, **in_child(lambda: _state(lake))}),
            flush=True,
        )
    print(json.dumps(in_child(lambda: _mend(lake))), flush=True)


def in_child(do: Callable[[], Any]) -> Any:
    """What `do` returns in a process of its own, None when that process was killed."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        status = 1
        try:
            os.write(write, json.dumps(do()).encode())
            status = 0
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(write)
    with os.fdopen(read) as answer:
        text = answer.read()
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return None
    return json.loads(text)


def _make_agency() -> bool:
    from pendopo.directory.models import Agency, Government

    government, _ = Government.objects.get_or_create(
        code="35.76", defaults={"name": "Kota Uji", "level": "kota"}
    )
    Agency.objects.get_or_create(government=government, slug="dinkes", defaults={"name": "Dinas Uji"})
    return True


def _deliver(lake: Path, number: int, step: str = "", when: str = "") -> int:
    """Append ten rows whose values are `number`, by the long way where `step` is on it."""
    from pendopo.datahouse.actions import deliver
    from pendopo.datahouse.domain.modes import Mode
    from pendopo.kernel.actor import SYSTEM

    if step:
        _die_at(step, when)
    if step in LONG_WAY:
        file = lake.parent / f"kiriman-{number}.json"
        file.write_text(json.dumps([{"nomor": number, "baris": line} for line in range(10)]))
    else:
        file = lake.parent / f"kiriman-{number}.csv"
        file.write_text("nomor,baris\n" + "".join(f"{number},{line}\n" for line in range(10)))
    return deliver(
        file=file, slug="uji", agency="dinkes", schema_text=None, mode=Mode.APPEND, rejected_to=None, folder=lake,
        actor=SYSTEM, now=NOW,
    ).version  # fmt: skip


def _die_at(step: str, when: str) -> None:
    from pendopo.datahouse.actions import delivering, judging, keeping
    from pendopo.datahouse.lake import folder
    from pendopo.datahouse.store import catalogue

    modules = {
        "folder": folder,
        "delivering": delivering,
        "judging": judging,
        "keeping": keeping,
        "catalogue": catalogue,
    }
    module, *path, name = step.split(".")
    place: Any = modules[module]
    for part in path:
        place = getattr(place, part)
    do = getattr(place, name)

    def dying(*given: Any, **named: Any) -> Any:
        if when == "after":
            do(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(place, name, dying)


def _state(lake: Path) -> dict[str, object]:
    from pendopo.datahouse.domain.errors import UnknownDataset
    from pendopo.datahouse.domain.policy import OPERATOR
    from pendopo.datahouse.queries import ask_sql, examine, versions_of

    versions, faults = examine(folder=lake)
    try:
        kept = versions_of(slug="uji")
    except UnknownDataset:
        kept = []
    rows = ask_sql(sql="SELECT count(*) FROM uji", viewer=OPERATOR).rows[0][0] if kept else 0
    return {
        "versions": versions, "faults": [one.what for one in faults], "rows": rows,
        "promised": kept[0].rows if kept else 0,
    }  # fmt: skip


def _mend(lake: Path) -> dict[str, object]:
    from pendopo.datahouse.actions import sweep

    swept = len(sweep(folder=lake, older_than=-1))
    version = _deliver(lake, 10_000)
    left = [str(path) for path in lake.glob("work/*") if path.is_file() or any(path.iterdir())]
    return {"swept": swept, "version": version, "left": left, **_state(lake)}


if __name__ == "__main__":
    main(*sys.argv[1:])
