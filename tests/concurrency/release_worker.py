"""Makes a release in processes of its own that die at given steps: `release_worker FOLDER`.

Prints one line of JSON per process: the step, whether it died, and what the house says afterwards.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import django

from pendopo.project.launcher.loading import loading
from tests.concurrency.delivery_worker import in_child

#: Functions of `actions.releasing` on the way: the files are there; all is written and nothing committed.
STEPS = ("write_release", "append")
LONG_AGO = timedelta(minutes=5)


def main(folder: str) -> None:
    """Each process is a fork, but for the last, which is made by the task of the worker as in a real site."""
    with loading():
        django.setup()
        for name in ("actions", "store.catalogue", "lake.table_files", "tasks.releases"):
            import_module(f"pendopo.datahouse.{name}")
    publication = in_child(lambda: _wanted(Path(folder)))
    for step in STEPS:
        died = in_child(lambda: _make(publication, Path(folder), step)) is None  # noqa: B023 called at once
        _tell(step, died)
    _tell("task", in_child(lambda: _task(publication)) is None)


def _tell(step: str, died: bool) -> None:
    print(json.dumps({"step": step, "died": died, **in_child(_state)}), flush=True)


def _wanted(inbox: Path) -> str:
    from django.conf import settings

    from pendopo.datahouse.actions import begin_publication
    from pendopo.kernel import clock
    from tests.governed_data import governed_house

    inbox.mkdir()
    house = governed_house(inbox, Path(settings.PENDOPO_LAKE))
    house.approved()
    now = clock.now() - LONG_AGO
    return str(begin_publication(actor=house.people["walidata"], now=now, slug="kunjungan").id)


def _make(publication: str, inbox: Path, step: str) -> int:
    """As a process that nobody has heard of for long, and that dies after `step`."""
    from django.conf import settings

    from pendopo.datahouse.actions import releasing
    from pendopo.kernel import clock

    do: Callable[..., Any] = getattr(releasing, step)

    def dying(*given: Any, **named: Any) -> Any:
        do(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(releasing, step, dying)
    # Each try is heard of a little later than the one before, and all of them long ago.
    now = clock.now() - LONG_AGO / (1 + STEPS.index(step)) + timedelta(seconds=1)
    tried = releasing.take(publication=UUID(publication), now=now)
    assert tried is not None
    return releasing.make_release(
        publication=UUID(publication), tried=tried, folder=settings.PENDOPO_LAKE, clock=lambda: now
    )


def _task(publication: str) -> str:
    from pendopo.datahouse.actions import releasing
    from pendopo.datahouse.tasks.releases import make
    from pendopo.kernel import clock

    assert releasing.left_alone(now=clock.now()) == [UUID(publication)]
    return str(make(publication=publication))


def _state() -> dict[str, object]:
    from django.conf import settings

    from pendopo.datahouse.models import Dataset, Publication, Release
    from pendopo.datahouse.queries import examine
    from pendopo.ledger.models import OutboxEntry

    made = Publication.objects.get()
    return {
        "state": Dataset.objects.get().state, "access": Dataset.objects.get().access, "stage": made.stage,
        "tries": made.tries, "releases": Release.objects.count(),
        "recorded": OutboxEntry.objects.filter(log="data").count(),
        "faults": [one.what for one in examine(folder=settings.PENDOPO_LAKE)[1]],
    }  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:2])
