"""The files of a table as pyiceberg reads and writes them. Import it where they are opened: it loads Arrow's data sets,
and with them pandas where that is installed, which takes a second or two.
"""

from pathlib import Path

from pyiceberg.io import InputFile, OutputFile
from pyiceberg.io.pyarrow import PyArrowFile, PyArrowFileIO

from pendopo.datahouse.lake.places import below


class TableFiles(PyArrowFileIO):
    """The files of one table for pyiceberg, wherever their folder was when they were written."""

    def __init__(self, table: Path) -> None:
        super().__init__()
        self._table = table

    def new_input(self, location: str) -> PyArrowFile:
        """A file for reading."""
        return super().new_input(str(below(self._table, location)))

    def new_output(self, location: str) -> PyArrowFile:
        """A file for writing."""
        return super().new_output(str(below(self._table, location)))

    def delete(self, location: str | InputFile | OutputFile) -> None:
        """Remove a file."""
        place = location if isinstance(location, str) else location.location
        super().delete(str(below(self._table, place)))
