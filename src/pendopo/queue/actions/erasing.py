"""Erasure: what opens the commitments in the public record is destroyed; the record itself stays and still holds."""

import uuid
from datetime import date

from django.db import transaction

from pendopo.kernel.errors import Invalid
from pendopo.queue import store


@transaction.atomic
def erase_salts(*, before: date, today: date) -> int:
    """Destroy the salts of all tickets of days before `before`; how many.

    From then on nobody can show, or find out by trying, which ticket an entry of the record is about. Raises
    `Invalid` when `before` lies in the future: tickets of today still need theirs.
    """
    if before > today:
        raise Invalid("Hapus garam paling akhir sampai kemarin.", field="before")
    return store.erase_salts(before)


@transaction.atomic
def erase_salt(ticket_id: uuid.UUID) -> bool:
    """Destroy the salt of one ticket, at its holder's wish; False when it is gone already."""
    return store.erase_salt(ticket_id)
