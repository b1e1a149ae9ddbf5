"""Where files lie today. Iceberg writes down absolute places; a site may be moved or restored somewhere else.

A file keeps its place below its table (data/..., metadata/...), so that the folder of today and the end of the old
place name it. Nothing is rewritten: versions stay as they were accepted.
"""

import re
from pathlib import Path

from pendopo.datahouse.lake.copies import copies_at


def local_path(location: str) -> Path:
    """The path in a location; Spark writes file:/..., pyiceberg file:///... or a bare path. Nothing is encoded.

    Of a place in an object store only the end is of use, which `below` takes.
    """
    return Path(re.sub(r"^file:(//)?(?=/)", "", location))


def location_of(path: Path) -> str:
    """The location of a path, as pyiceberg and Spark take it: a blank stays a blank."""
    if (copies := copies_at(path)) is not None:
        return copies.store.location(copies.name(path))
    return f"file://{path}"


def place_of(metadata_location: str, lake: Path) -> Path:
    """The metadata file that was written down so: in the lake of today, or where it was written down."""
    stored = local_path(metadata_location)
    here = lake / "tables" / stored.parent.parent.name / "metadata" / stored.name
    return here if here.is_file() or copies_at(here) is not None else stored


def below(table: Path, location: str) -> Path:
    """The file of a table of which an older place may have been written down."""
    stored = local_path(location)
    parts = stored.parts
    for place in range(len(parts) - 2, 0, -1):
        if parts[place] == table.name and parts[place + 1] in ("data", "metadata"):
            return table.joinpath(*parts[place + 1 :])
    return stored
