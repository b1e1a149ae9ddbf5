"""Bounds of what a worker reads, and how it says no. Files lie about their size."""

#: A picture of more pixels is refused: 50 million are a page at 700 dpi.
PIXELS = 50_000_000
PAGES = 2_000
#: Bytes of text that are kept for the search; PostgreSQL's index of one document ends at a million.
TEXT = 400_000
#: Bounds of what is inside a zipped document.
ENTRIES = 4_000
UNPACKED = 400_000_000
RATIO = 200
#: Small parts may be packed tightly: only above this size the ratio says something.
SMALL = 2_000_000


class Refused(Exception):
    """The file is refused: `code` as in `workers.py`, `what` for the sentence."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code)
        self.code, self.what = code, what
