"""A roadmap to act in."""

import pytest

from tests.roadmap_years import Plans, build_roadmap


@pytest.fixture
def plans(db) -> Plans:
    return build_roadmap()
