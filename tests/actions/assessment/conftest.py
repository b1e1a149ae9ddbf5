"""A year of assessment to act in."""

import pytest

from tests.assessment_year import Year, build_year


@pytest.fixture
def year(db) -> Year:
    """An assessment by PermenPANRB 59/2020 whose self-assessment and internal review are open in June 2026."""
    return build_year()
