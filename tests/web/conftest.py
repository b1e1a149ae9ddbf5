"""An office, its clock, and a phone whose owner taps."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.conf import settings as site
from django.test import Client

from pendopo.directory.queries import forget
from pendopo.kernel import clock
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


@pytest.fixture
def town(db, at) -> Town:
    """An office that is open at the present moment, with a quota of three numbers for each service."""
    forget()
    return build_town(daily_quota=3)


@pytest.fixture
def phone() -> Client:
    """A phone in a network of its own."""
    return new_phone()
