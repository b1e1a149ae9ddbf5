"""A town with a code for its first service, issued today, and a browser without scripts."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from pendopo.kernel import clock
from pendopo.survey.actions import issue_code
from tests.standing import standing_copies
from tests.town import Town, build_town


@pytest.fixture(scope="module")
def standing_town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[[], Town]]:
    """The town of all tests of a file."""
    with standing_copies(django_db_blocker, build_town) as copy:
        yield copy


@pytest.fixture
def town(standing_town: Callable[[], Town], db) -> Town:
    return standing_town()


@pytest.fixture
def new_code(town):
    """Issue one more code; by default for today."""

    def issue(day=None):
        day = day or clock.now().astimezone().date()
        return issue_code(service_id=town.services[0].pk, day=day, commitment=None)

    return issue


@pytest.fixture
def browser() -> Client:
    return Client()
