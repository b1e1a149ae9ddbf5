"""Fixtures of a module: what its tests look at is built for the first of them and stands until the last."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest

from tests.standing import standing

Made = TypeVar("Made")


def once_a_module(make: Callable[[], Made]) -> Any:
    """A fixture with what `make` wrote. Tests that change what it gives in memory ask for a copy of it.

    Not for a module with tests that commit (`transaction=True`): they would wait for each other.
    """

    @pytest.fixture(scope="module")
    def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Made]:
        with standing(django_db_blocker, make) as found:
            yield found

    return made
