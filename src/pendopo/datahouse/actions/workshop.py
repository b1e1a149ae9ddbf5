"""The engine for checking deliveries: our own SQL only, bounded in memory, spilling into the delivery's folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pendopo.datahouse.arriving.folder import FULL, NoRoom
from pendopo.datahouse.domain.quoting import literal

#: Megabytes that the engine may use before it spills to the disk.
MEMORY = 320


@contextmanager
def workshop(work: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection for one delivery; rows keep the order of the file, by which faults are located.

    Raises `NoRoom` when the disk becomes full while the delivery is checked or written.
    """
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
    except OSError as fault:
        if fault.errno in FULL:
            raise NoRoom from fault
        raise
    except duckdb.Error as fault:
        if any(os.strerror(number) in str(fault) for number in FULL):
            raise NoRoom from fault
        raise
    finally:
        connection.close()
