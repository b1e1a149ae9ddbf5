"""What one person may upload within 24 hours, and the time that a refusal tells."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.accounts.domain.uploads import (
    Upload,
    UploadLimits,
    UploadNeverFits,
    UploadQuotaReached,
    admit_upload,
)

NOW = datetime(2026, 11, 23, 14, 35, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
THREE = UploadLimits(files=3, bytes=10_000_000)


def hours_ago(hours: float, megabytes: float = 1) -> Upload:
    return Upload(NOW.astimezone(UTC) - timedelta(hours=hours), int(megabytes * 1_000_000))


def test_a_file_is_let_in_up_to_the_number_and_up_to_the_very_byte():
    admit_upload([hours_ago(2), hours_ago(1)], 8_000_000, THREE, NOW)
    with pytest.raises(UploadQuotaReached):
        admit_upload([hours_ago(2), hours_ago(1)], 8_000_001, THREE, NOW)
    with pytest.raises(UploadQuotaReached):
        admit_upload([hours_ago(3), hours_ago(2), hours_ago(1)], 0, THREE, NOW)


def test_the_refusal_tells_by_the_clock_from_when_on_the_file_fits():
    with pytest.raises(UploadQuotaReached) as refused:
        admit_upload([hours_ago(20, 4), hours_ago(10, 4), hours_ago(1, 2)], 5_000_000, THREE, NOW)
    said = str(refused.value)
    assert "3 berkas (10 MB)" in said
    # The first gives 4 MB back, the second 4 more: 5 fit 14 hours from now; the minute is rounded up.
    assert "mulai 24-11-2026 pukul 04.36 WIB" in said
    assert refused.value.facts["retry_after"] == 14 * 3600 + 1


def test_an_upload_of_a_day_ago_counts_no_more():
    admit_upload([hours_ago(24), hours_ago(24, 9), hours_ago(1, 9)], 1_000_000, THREE, NOW)


def test_what_can_never_fit_is_not_told_to_wait():
    with pytest.raises(UploadNeverFits, match="10 MB"):
        admit_upload([], 10_000_001, THREE, NOW)


@given(
    st.lists(st.tuples(st.integers(0, 24 * 3600), st.integers(0, 10_000_000)), max_size=8),
    st.integers(0, 10_000_000),
)
def test_at_the_time_that_is_told_the_file_fits_and_not_a_second_before(uploads, size):
    recent = sorted(
        (Upload(NOW - timedelta(seconds=ago), large) for ago, large in uploads), key=lambda one: one.at
    )
    try:
        admit_upload(recent, size, THREE, NOW)
    except UploadQuotaReached as refused:
        told = NOW + timedelta(seconds=refused.facts["retry_after"])
        admit_upload(recent, size, THREE, told)
        with pytest.raises(UploadQuotaReached):
            admit_upload(recent, size, THREE, told - timedelta(seconds=2))
