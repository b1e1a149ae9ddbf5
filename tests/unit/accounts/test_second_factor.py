"""When a second factor counts, and for whom it is demanded."""

from datetime import UTC, datetime, timedelta

import pytest

from pendopo.accounts.domain.second_factor import (
    Confirmation,
    Factor,
    SecondFactorNeeded,
    must_have_one,
    require_fresh,
)
from pendopo.kernel.actor import Grant, Role

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(("minutes", "counts"), [(0, True), (14.99, True), (15, False), (-1, False)])
def test_a_code_counts_for_fifteen_minutes(minutes, counts):
    shown = Confirmation(Factor.APP, NOON)
    now = NOON + timedelta(minutes=minutes)
    assert shown.is_fresh(now) is counts
    if counts:
        assert require_fresh(shown, now) is shown
    else:
        with pytest.raises(SecondFactorNeeded):
            require_fresh(shown, now)


def test_without_any_code_nothing_sensitive_is_done():
    with pytest.raises(SecondFactorNeeded):
        require_fresh(None, NOON)


def test_a_role_anywhere_demands_it():
    grants = (Grant(Role.OFFICER, office_id=1), Grant(Role.AGENCY_HEAD, agency_id=2))
    assert must_have_one(grants, {Role.AGENCY_HEAD})
    assert not must_have_one(grants, {Role.ADMINISTRATOR})
    assert not must_have_one(grants, set())
