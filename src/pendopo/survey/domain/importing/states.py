"""What can become of an import."""

from enum import StrEnum


class ImportState(StrEnum):
    """Looked at, brought in as a whole, or taken back as a whole."""

    DRAFT = "draft"
    DONE = "done"
    WITHDRAWN = "withdrawn"
