"""The physical limit to compare with: the least that a number can cost, one statement and one commit each."""

import threading
import time
from itertools import count

import psycopg

_SCHEMA = """
DROP TABLE IF EXISTS bench_line, bench_ticket, bench_event;
CREATE TABLE bench_line (service int PRIMARY KEY, issued int NOT NULL);
CREATE TABLE bench_ticket (service int, number int, at timestamptz, PRIMARY KEY (service, number));
CREATE TABLE bench_event (id bigserial PRIMARY KEY, service int, number int, step text);
INSERT INTO bench_line SELECT service, 0 FROM generate_series(1, 8) AS service;
"""
_TAKE = """
WITH line AS (UPDATE bench_line SET issued = issued + 1 WHERE service = %s RETURNING service, issued),
     ticket AS (INSERT INTO bench_ticket SELECT service, issued, now() FROM line RETURNING service, number)
INSERT INTO bench_event (service, number, step) SELECT service, number, 'take' FROM ticket
"""


def statements_per_second(database_url: str, *, seconds: float = 3.0, connections: int = 16) -> float:
    """How many such statements the database commits per second, from this many connections, for 8 services."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(_SCHEMA)
    gate, done, turns = threading.Barrier(connections), [0] * connections, count()
    end = [0.0]

    def work(place: int) -> None:
        with psycopg.connect(database_url, autocommit=True, prepare_threshold=1) as connection:
            if gate.wait() == 0:
                end[0] = time.perf_counter() + seconds
            gate.wait()
            while time.perf_counter() < end[0]:
                connection.execute(_TAKE, [next(turns) % 8 + 1])
                done[place] += 1

    threads = [threading.Thread(target=work, args=(place,)) for place in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / seconds
