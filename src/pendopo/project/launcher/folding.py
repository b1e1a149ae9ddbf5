"""Schema changes put together: a table is made with its constraints and indexes, in place of one change for each.

Django rebuilds every model that is related to a changed one, after every change. Two thirds of the time that an empty
database takes go into that, for constraints and indexes that could have come with the table. What results is the same.
Of the rest, half goes into rebuilding all neighbours of a table that is new, which none of them can know yet.
"""

from collections.abc import Iterable, Sequence

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import ModelOperation
from django.db.migrations.state import ProjectState


class NewTable(CreateModel):
    """`CreateModel` that builds the one model which is new, and leaves those that it refers to as they are."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django keeps the models that were built in `apps`, and builds no neighbours where there is none."""
        built = state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)
        if built is not None:
            state.apps = built
            built.render_multiple([state.models[app_label, self.name_lower]])


def fold_migrations() -> None:
    """Fold all migrations of the program, in this process; files and what databases know of them stay as they are."""
    for migration in (MigrationLoader(None).disk_migrations or {}).values():
        kind = type(migration)
        kind.operations = [_alone(one) for one in folded(kind.operations)]


def folded(operations: Iterable[Operation]) -> list[Operation]:
    """The operations of one migration with constraints and indexes inside the `CreateModel` of their table.

    One stays where it is when its table is older, when anything else was done to the table or its columns before, or
    after SQL or Python that may need the table as it was.
    """
    done: list[Operation] = []
    fresh: dict[
        str, int
    ] = {}  # name of a table made here, as far as it can still take something in -> its place
    for one in operations:
        if isinstance(one, CreateModel):
            fresh[one.name_lower] = len(done)
        elif isinstance(one, AddConstraint | AddIndex) and one.model_name_lower in fresh:
            place = fresh[one.model_name_lower]
            done[place] = _joined(done[place], one)
            continue
        else:
            _forget(fresh, one)
        done.append(one)
    return done


def _alone(one: Operation) -> Operation:
    if not isinstance(one, CreateModel):
        return one
    return NewTable(one.name, one.fields, one.options, one.bases, one.managers)


def _forget(fresh: dict[str, int], one: Operation) -> None:
    changed = getattr(one, "model_name_lower", None) or (
        one.name_lower if isinstance(one, ModelOperation) else None
    )
    if changed is None:
        fresh.clear()
    else:
        fresh.pop(changed, None)


def _joined(table: Operation, one: AddConstraint | AddIndex) -> Operation:
    """Django's own reduction of the two to one."""
    joined: Sequence[Operation] | bool = table.reduce(one, "")
    if not isinstance(joined, list):
        raise TypeError(f"{one} cannot be joined to {table}.")
    (only,) = joined
    return only
