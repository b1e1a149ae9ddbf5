"""A roadmap in June, for the tests of each file."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pendopo.kernel import clock
from tests.assessment_year import JUNE, in_june
from tests.roadmap_years import Plans, build_roadmap
from tests.standing import standing_copies


@pytest.fixture(scope="module")
def standing_plans(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[[], Plans]]:
    """The roadmap of all tests of a file."""
    with standing_copies(django_db_blocker, lambda: in_june(build_roadmap)) as copy:
        yield copy


@pytest.fixture
def plans(standing_plans: Callable[[], Plans], db, monkeypatch) -> Plans:
    monkeypatch.setattr(clock, "now", lambda: JUNE)
    return standing_plans()
