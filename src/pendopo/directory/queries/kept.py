"""Answers kept in the process for a moment: the directory changes a few times a day and is asked a thousand times
a second."""

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")

#: Seconds after which another process's edit is seen here; an edit of this process is seen at once.
FRESH_SECONDS = 2.0
_MOST = 4096

_answers: dict[tuple[object, ...], tuple[float, object]] = {}


def kept(query: Callable[P, R]) -> Callable[P, R]:
    """Answer the same question again from memory while the answer is fresh. For frozen answers only."""

    @wraps(query)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        question = (query, *args, *sorted(kwargs.items()))
        found = _answers.get(question)
        moment = time.monotonic()
        if found is None or found[0] < moment:
            if len(_answers) >= _MOST:
                _answers.clear()
            found = (moment + FRESH_SECONDS, query(*args, **kwargs))
            _answers[question] = found
        return found[1]  # type: ignore[return-value]

    return ask


def forget() -> None:
    """Drop what is kept, now and once more at the commit of the running transaction."""
    _answers.clear()
    transaction.on_commit(_answers.clear)
