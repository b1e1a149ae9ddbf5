"""A roadmap to act in."""

import copy

import pytest

from tests.actions.once import once_a_module
from tests.roadmap_years import Plans, build_roadmap

plans_of_module = once_a_module(build_roadmap)


@pytest.fixture
def plans(plans_of_module: Plans, db: None) -> Plans:
    return copy.deepcopy(plans_of_module)
