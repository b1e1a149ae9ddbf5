"""The lock under which governments bring frameworks of their own."""

from django.db import connection


def lock_frameworks() -> None:
    """One at a time until the end of the transaction: names and versions are compared with all that are kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock('assessment_framework'::regclass::oid::int, 0)")
