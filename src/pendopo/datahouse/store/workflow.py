"""Where a data set stands, as rows. Callers hold the lock of the data set."""

from datetime import datetime

from pendopo.datahouse.domain.workflow import State, Step, after
from pendopo.datahouse.models import Dataset, StateChange


def move(
    dataset: Dataset,
    step: Step,
    *,
    at: datetime,
    by: int | None,
    note: str = "",
    priority: bool = False,
    **also: object,
) -> None:
    """Do one step and note it; `also` are columns that change with it. Raises `StepNotPossible`."""
    before = State(dataset.state)
    dataset.state = after(before, step, priority=priority).value
    dataset.modified_at = at
    for name, value in also.items():
        setattr(dataset, name, value)
    dataset.save(update_fields=["state", "modified_at", *also])
    StateChange.objects.create(
        dataset=dataset, version=dataset.at_work, step=step.value, before=before.value, after=dataset.state,
        note=note, at=at, by_id=by,
    )  # fmt: skip


def take_newest(dataset: Dataset, *, at: datetime, by: int | None) -> None:
    """Begin with the newest version."""
    move(dataset, Step.DELIVER, at=at, by=by, at_work=dataset.newest)
