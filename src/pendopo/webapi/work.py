"""Database work off the event loop: a few threads, each keeping its connection."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from django.db import Error as DatabaseFault
from django.db import connection

P = ParamSpec("P")
R = TypeVar("R")

#: Few threads: the work is in the database, and each thread holds one of its connections.
THREADS = 6
_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="api")


async def in_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run `function` in a worker thread and await its result."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_pool, partial(_guarded, function, *args, **kwargs))


def _guarded(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """After a database fault the thread's connection may be broken: give it back, the next call gets a new one."""
    try:
        return function(*args, **kwargs)
    except DatabaseFault:
        connection.close()
        raise
