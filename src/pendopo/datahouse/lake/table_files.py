"""The files of a table as pyiceberg reads and writes them. Import it where they are opened: it loads Arrow's data sets,
and with them pandas where that is installed, which takes a second or two.
"""

from pathlib import Path
from types import TracebackType
from typing import Any

from pyiceberg.io import InputFile, OutputFile, OutputStream
from pyiceberg.io.pyarrow import PyArrowFile, PyArrowFileIO

from pendopo.datahouse.lake.copies import copies_at, lasting, near, remove
from pendopo.datahouse.lake.places import below


class TableFiles(PyArrowFileIO):
    """The files of one table for pyiceberg, wherever their folder was when they were written."""

    def __init__(self, table: Path) -> None:
        super().__init__()
        self._table = table

    def new_input(self, location: str) -> PyArrowFile:
        """A file for reading."""
        return super().new_input(str(near(below(self._table, location))))

    def new_output(self, location: str) -> PyArrowFile:
        """A file for writing."""
        place = below(self._table, location)
        file = super().new_output(str(place))
        return file if copies_at(place) is None else _SentFile(file, place)

    def delete(self, location: str | InputFile | OutputFile) -> None:
        """Remove a file."""
        place = location if isinstance(location, str) else location.location
        remove(below(self._table, place))


class _SentFile(PyArrowFile):
    """A file that goes to the store when all of it has been written."""

    def __init__(self, file: PyArrowFile, path: Path) -> None:
        super().__init__(file.location, str(path), file._filesystem)
        self._here = path

    def create(self, overwrite: bool = False) -> OutputStream:
        return _Sending(super().create(overwrite), self._here)


class _Sending:
    """The stream of such a file."""

    def __init__(self, stream: Any, path: Path) -> None:
        self._stream, self._path = stream, path

    def write(self, content: bytes) -> int:
        return int(self._stream.write(content) or 0)

    def tell(self) -> int:
        return int(self._stream.tell())

    def close(self) -> None:
        if not self._stream.closed:
            self._stream.close()
            lasting(self._path)

    def __enter__(self) -> "_Sending":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._stream.close()
