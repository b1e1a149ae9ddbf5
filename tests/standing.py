"""What several tests look at and each may change: written once, and there again for the next of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import transaction

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
