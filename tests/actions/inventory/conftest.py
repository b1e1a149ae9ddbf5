"""An inventory to act in."""

import pytest

from tests.inventory_town import Town, build_inventory


@pytest.fixture
def town(db) -> Town:
    return build_inventory()
