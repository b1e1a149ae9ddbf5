"""An inventory to act in."""

import copy

import pytest

from tests.actions.once import once_a_module
from tests.inventory_town import Town, build_inventory

town_of_module = once_a_module(build_inventory)


@pytest.fixture
def town(town_of_module: Town, db: None) -> Town:
    return copy.deepcopy(town_of_module)
