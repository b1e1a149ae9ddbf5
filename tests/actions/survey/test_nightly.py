"""The nightly task of the survey."""

from datetime import UTC, date, datetime

import pytest

from pendopo.survey.actions import issue_code
from pendopo.survey.tasks import publish_day
from tests.actions.ledger_rows import quiet_entries
from tests.town import build_town


@pytest.mark.django_db
def test_the_codes_of_the_day_are_recorded_at_eleven_in_the_evening():
    town = build_town()
    for day in (23, 24):
        issue_code(service_id=town.services[0].pk, day=date(2026, 11, day), commitment=None)
    publish_day(timestamp=int(datetime(2026, 11, 23, 16, 0, tzinfo=UTC).timestamp()))
    assert [entry["d"] for entry in quiet_entries("token.batch/1")] == ["2026-11-23"]
