"""Slips: the hashes of a batch when it is printed, the secrets of those that were left over."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from pendopo.survey.models import SlipBatch


def lock_slips() -> None:
    """One printer of slips at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock('survey_slips'::regclass::oid::int, 0)")


def next_part(service_id: int, day: date) -> int:
    """The number of the next batch of this service and day. Call `lock_slips` first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(part), 0) + 1 FROM survey_slips WHERE service_id = %s AND day = %s",
            [service_id, day],
        )
        return int(cursor.fetchone()[0])


def add_slips(service_id: int, day: date, part: int, hashes: Sequence[bytes]) -> None:
    """Keep the hashes of a batch, sorted: nothing tells in which order the slips were printed."""
    SlipBatch.objects.create(service_id=service_id, day=day, part=part, hashes=sorted(hashes), void=[])


def void_slips(service_id: int, day: date, secrets: Sequence[bytes]) -> None:
    """Keep the secrets of slips that were left over, each with the batch that holds its hash."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE survey_slips AS batch
               SET void = ARRAY(
                   SELECT DISTINCT t FROM unnest(batch.void || ARRAY(
                       SELECT t FROM unnest(%(secrets)s::bytea[]) AS t
                        WHERE sha256('skm-token/1'::bytea || t) = ANY(batch.hashes))) AS t ORDER BY t)
             WHERE service_id = %(service)s AND day = %(day)s
            """,
            {"service": service_id, "day": day, "secrets": list(secrets)},
        )
