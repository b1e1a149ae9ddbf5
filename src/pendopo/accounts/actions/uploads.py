"""An upload is counted before its file is looked at."""

from datetime import datetime

from django.db import transaction

from pendopo.accounts import store
from pendopo.accounts.domain.uploads import UploadLimits, admit_upload
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Unauthenticated


def count_upload(*, actor: Actor, size: int, limits: UploadLimits, now: datetime) -> None:
    """Count a file of `size` bytes for the actor, for whatever app it is; uploads of one person wait for each other.

    Raises `UploadQuotaReached`, whose sentence tells the time by the clock (zone) of `now`, `UploadNeverFits` and
    `Unauthenticated`; nothing is counted then.
    """
    if actor.account_id is None:
        raise Unauthenticated
    with transaction.atomic():
        recent = store.lock_uploads(actor.account_id, now)
        admit_upload(recent, size, limits, now)
        store.add_upload(actor.account_id, size, now)
