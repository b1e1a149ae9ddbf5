"""What a delivery does to the rows that are there already."""

from enum import StrEnum


class Mode(StrEnum):
    """`replace`: the file is the whole table; `append`: rows are added; `upsert`: rows with the same key give way."""

    REPLACE = "replace"
    APPEND = "append"
    UPSERT = "upsert"
