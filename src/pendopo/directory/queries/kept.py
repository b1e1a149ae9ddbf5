"""Answers kept in the process for a moment: every number, every call and every phone that looks asks the same.

Another process's edit is seen here after `FRESH_SECONDS` at the latest, an edit of this process at once.
The monotonic clock measures the age of an answer only; no rule depends on it.
"""

import time
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

FRESH_SECONDS = 2.0
#: Unknown names are not kept, so only real rows count; a government with more of them starts anew.
MOST_ANSWERS = 10_000

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_kept: dict[Hashable, tuple[float, Any]] = {}


def kept(query: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Keep the answers of `query` by its positional arguments. Refusals are not kept."""

    @wraps(query)
    def ask(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        key = (query, args, tuple(sorted(kwargs.items())))
        answer: Answer | None = recall(key)
        if answer is None:
            answer = query(*args, **kwargs)
            keep(key, answer)
        return answer

    return ask


def recall(key: Hashable) -> Any | None:
    """The answer kept under `key` while it is fresh, else None."""
    found = _kept.get(key)
    return found[1] if found and found[0] > time.monotonic() else None


def keep(key: Hashable, answer: object) -> None:
    """Keep an answer from now on."""
    if len(_kept) >= MOST_ANSWERS:
        _kept.clear()
    _kept[key] = (time.monotonic() + FRESH_SECONDS, answer)


def clear() -> None:
    """Drop all that is kept in this process."""
    _kept.clear()


def forget() -> None:
    """Drop all that is kept, now and once more at the commit of the running transaction."""
    clear()
    transaction.on_commit(clear)
