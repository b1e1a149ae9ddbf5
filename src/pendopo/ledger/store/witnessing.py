"""What we have seen of others' logs, and what others have signed of ours."""

from datetime import datetime

from django.db import connection

from pendopo.ledger.domain.witnessing import Seen
from pendopo.ledger.models import WitnessContact


def seen_for_update(origin: str, now: datetime) -> Seen:
    """What we have cosigned of a log last. Nobody else changes it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO ledger_seen_log (origin, size, root, note, seen_at) VALUES (%s, 0, %s, '', %s)
            ON CONFLICT (origin) DO NOTHING
            """,
            [origin, Seen().root, now],
        )
        cursor.execute("SELECT size, root FROM ledger_seen_log WHERE origin = %s FOR UPDATE", [origin])
        size, root = cursor.fetchone()
    return Seen(size, bytes(root))


def keep_seen(origin: str, seen: Seen, note: str, now: datetime) -> None:
    """Remember the checkpoint that we are about to cosign."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_seen_log SET size = %s, root = %s, note = %s, seen_at = %s WHERE origin = %s",
            [seen.size, seen.root, note, now, origin],
        )


def add_cosignature(log: str, size: int, vkey: str, line: str, witnessed_at: datetime) -> None:
    """Keep a cosignature that has been checked. A later one of the same witness takes its place, never an
    earlier one.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO ledger_cosignature AS kept (log, size, vkey, line, witnessed_at)
            VALUES (%s, %s, %s, %s, %s)
            ON CONFLICT (log, size, vkey) DO UPDATE SET line = excluded.line, witnessed_at = excluded.witnessed_at
            WHERE kept.witnessed_at < excluded.witnessed_at
            """,
            [log, size, vkey, line, witnessed_at],
        )


def prune_cosignatures(log: str, size: int) -> int:
    """Forget the cosignatures under checkpoints smaller than `size`; how many.

    A receipt may carry one of these checkpoints: its proof is made anew under a newer one whenever it is asked for.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_cosignature WHERE log = %s AND size < %s", [log, size])
        return int(cursor.rowcount)


def note_contact(
    log: str, vkey: str, size: int, now: datetime, trouble: str = "", contradicts: bool = False
) -> None:
    """Remember how far a witness knows the log, and how asking it went."""
    contact = WitnessContact(
        log=log, vkey=vkey, size=size, asked_at=now, trouble=trouble[:500], contradicts=contradicts
    )
    WitnessContact.objects.bulk_create(
        [contact],
        update_conflicts=True,
        unique_fields=["log", "vkey"],
        update_fields=["size", "asked_at", "trouble", "contradicts"],
    )
