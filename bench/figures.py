"""One figure with what is needed of it, and how long a piece of work takes."""

import time
from collections.abc import Callable
from typing import Any


def figure(name: str, value: float, most: float | None = None) -> dict[str, Any]:
    """One line; `most` is the largest value that is good enough."""
    held = None if most is None else value <= most
    return {"figure": name, "value": value, "needed": "" if most is None else f"<= {most:g}", "held": held}


def milliseconds(work: Callable[[], object], times: int) -> list[float]:
    """How long each of `times` runs took, sorted."""
    found = []
    for _ in range(times):
        before = time.perf_counter()
        work()
        found.append((time.perf_counter() - before) * 1000)
    return sorted(found)
