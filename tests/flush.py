"""Emptying the database after a test that commits: only the tables that have rows.

Django's flush empties all hundred of them and then writes the rights and types of the program anew, which takes most
of a second; most tests have filled a handful.
"""

from collections.abc import Sequence
from typing import Any

from django.core.management.commands import flush
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

#: What Django writes anew after each flush (`post_migrate`), and no test changes: it stays.
KEPT = {"auth_permission", "django_content_type"}


def only_what_is_filled(connection: BaseDatabaseWrapper) -> None:
    """Let the flush of this connection pass over empty tables and over what it would write anew, from now on."""
    whole = connection.ops.sql_flush

    def sql_flush(style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        # CASCADE reaches tables that refer to these; they are empty, or they would be among them.
        return list(whole(style, _filled(connection, tables), **options | {"allow_cascade": True}))

    connection.ops.sql_flush = sql_flush  # type: ignore[method-assign]
    flush.emit_post_migrate_signal = lambda *_: None


def _filled(connection: BaseDatabaseWrapper, tables: Sequence[str]) -> list[str]:
    question = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    asked = sorted(set(tables) - KEPT)
    questions = [question.format(sql.Literal(table), sql.Identifier(table)) for table in asked]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(" UNION ALL ").join(questions))
        return [name for (name,) in cursor.fetchall()]
