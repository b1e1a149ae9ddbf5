"""A town with a code for its first service, issued today, and a browser without scripts."""

import pytest
from django.test import Client

from pendopo.kernel import clock
from pendopo.survey.actions import issue_code
from tests.town import build_town


@pytest.fixture
def town(db):
    return build_town()


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
