"""Many uploads of one person at the same moment: never more than the person's day has room for."""

from datetime import timedelta

import pytest

from pendopo.accounts.actions import count_upload
from pendopo.accounts.domain.uploads import UploadLimits
from pendopo.accounts.models import Account, CountedUpload
from pendopo.kernel.actor import CITIZEN, Actor
from pendopo.kernel.errors import Unauthenticated
from tests.concurrency.test_one_code import together
from tests.town import MONDAY_NINE

pytestmark = pytest.mark.django_db(transaction=True)
THREE = UploadLimits(files=3, bytes=1_000)


def test_of_eight_uploads_at_once_three_are_counted_and_another_person_is_not_held_back():
    one, other = (Account.objects.create(username=name, display_name=name) for name in ("satu", "dua"))
    CountedUpload.objects.create(account=other, bytes=900, at=MONDAY_NINE - timedelta(hours=25))

    def upload(number):
        who = other if number == 0 else one
        count_upload(actor=Actor(account_id=who.pk), size=100, limits=THREE, now=MONDAY_NINE)
        return "counted"

    found = together(9, upload)
    assert found[0] == "counted"
    assert sorted(found[1:]) == ["counted"] * 3 + ["upload-quota"] * 5
    assert CountedUpload.objects.filter(account=one).count() == 3
    assert not CountedUpload.objects.filter(at__lt=MONDAY_NINE).exists(), "what counts no more is gone"


def test_whoever_has_not_signed_in_uploads_nothing():
    with pytest.raises(Unauthenticated):
        count_upload(actor=CITIZEN, size=1, limits=THREE, now=MONDAY_NINE)
