"""The API's worker threads keep their database connections; the test database can only be dropped without them."""

import threading

import pytest
from django.db import connection

from pendopo.webapi import work


@pytest.fixture(autouse=True)
def _closed_worker_connections(transactional_db):
    yield
    together = threading.Barrier(work.THREADS)

    def close():
        together.wait(10)
        connection.close()

    for closing in [work._pool.submit(close) for _ in range(work.THREADS)]:
        closing.result()
