"""The engine for checking deliveries: our own SQL only, bounded in memory, spilling into the delivery's folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pendopo.datahouse.domain.policy import literal

#: Megabytes that the engine may use before it spills to the disk.
MEMORY = 320


@contextmanager
def workshop(work: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection for one delivery; rows keep the order of the file, by which faults are located."""
    connection = duckdb.connect(":memory:")
    try:
        connection.execute("SET TimeZone='Asia/Jakarta'")
        connection.execute(f"SET memory_limit='{MEMORY}MB'")
        connection.execute(f"SET temp_directory={literal(str(work / 'spill'))}")
        connection.execute("SET preserve_insertion_order=true")
        connection.execute("SET python_enable_replacements=false")
        # The engine would make a join of every short list, and so look at each cell where few need a look.
        connection.execute("SET disabled_optimizers='in_clause'")
        yield connection
    finally:
        connection.close()
