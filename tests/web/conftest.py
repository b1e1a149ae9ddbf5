"""An office, its clock, and a phone whose owner taps."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client

from pendopo.kernel import clock
from tests.standing import standing_copies
from tests.town import MONDAY_NINE, Town, build_town
from tests.web.taps import new_phone


@pytest.fixture
def at(monkeypatch) -> Callable[[datetime], None]:
    """Set the site's clock, with the hours of the office in force."""

    def put(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    monkeypatch.setitem(site.ENV, "PENDOPO_ALWAYS_OPEN", False)
    put(MONDAY_NINE)
    return put


@pytest.fixture(scope="module")
def standing_town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[[], Town]]:
    """The town of all tests of a file."""
    with standing_copies(django_db_blocker, lambda: build_town(daily_quota=3)) as copy:
        yield copy


@pytest.fixture
def town(standing_town: Callable[[], Town], db, at) -> Town:
    """An office that is open at the present moment, with a quota of three numbers for each service."""
    return standing_town()


@pytest.fixture
def phone() -> Client:
    """A phone in a network of its own."""
    return new_phone()
