"""The principles of Satu Data Indonesia, by which data are checked (Perpres 39/2019, Pasal 3)."""

from enum import StrEnum


class Principle(StrEnum):
    """What a finding of a checker is about."""

    STANDARD = "standar-data"
    METADATA = "metadata"
    INTEROPERABLE = "interoperabilitas"
    REFERENCE = "kode-referensi"
    #: Not one of the four, and the most frequent: the figures themselves.
    CONTENT = "isi-data"
    #: UU 27/2022: what leads to a person.
    PRIVACY = "data-pribadi"
