"""A local PostgreSQL for demo, tests and benchmarks; production brings its own by `DATABASE_URL`.

`server` starts and stops it, `binaries` finds the programs, `privileges` decides who runs them.
"""

from pendopo.project.postgres.faults import PostgresFault
from pendopo.project.postgres.server import Server, running

__all__ = ["PostgresFault", "Server", "running"]
