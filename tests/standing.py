"""What several tests look at and each may change: written once, and there again for the next of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any, TypeVar

from django.db import transaction

from pendopo.datahouse.queries import catalogue
from pendopo.directory.queries import forget
from pendopo.inventory.queries import findings
from pendopo.queue.queries import pace
from pendopo.queue.store import waiting

Made = TypeVar("Made")


@contextmanager
def standing(blocker: Any, make: Callable[[], Made]) -> Iterator[Made]:
    """What `make` writes to the database stays until the end, and each test takes back only what it wrote itself.

    For a fixture of a wider scope than a test: it asks for `django_db_setup`, and for `django_db_blocker` to hand on.
    Its tests use `db`, which is a savepoint in this transaction then; other connections see nothing of it.
    """
    whole = transaction.atomic()
    with blocker.unblock():
        whole.__enter__()
    try:
        with blocker.unblock():
            made = make()
        yield made
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            whole.__exit__(None, None, None)


@contextmanager
def standing_copies(blocker: Any, make: Callable[[], Made]) -> Iterator[Callable[[], Made]]:
    """The same, as a function that gives a fresh copy of what `make` returned, for each test its own."""
    with standing(blocker, make) as made:

        def copy() -> Made:
            forget_rows()
            return deepcopy(made)

        yield copy


def forget_rows() -> None:
    """Drop what this process remembers of rows by their numbers, which are new in every test elsewhere."""
    forget()
    pace._kept.clear()
    waiting._counted.clear()
    catalogue._everything.cache_clear()
    findings._kept.cache_clear()
