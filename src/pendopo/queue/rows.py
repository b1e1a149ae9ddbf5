"""Plain SQL in one line: the queue's statements are written out, because their locks and plans matter."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection


def rows(sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of one statement; none for a statement that returns no rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []
