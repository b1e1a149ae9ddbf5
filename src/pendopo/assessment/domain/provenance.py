"""Where a framework comes from and how far it can be relied on."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Source:
    """Where statements of the file were read."""

    what: str
    where: str


class Trust(StrEnum):
    """How far the statements of a file can be relied on."""

    VERIFIED = "verified"
    PARTLY = "partly"
    PARAPHRASED = "paraphrased"
    UNVERIFIED = "unverified"


@dataclass(frozen=True)
class Verification:
    """What was read where: for weights and bands (`numbers`), for the conditions of levels (`criteria`)."""

    numbers: Trust
    criteria: Trust
    note: str


@dataclass(frozen=True)
class LegalBasis:
    """A regulation: "PermenPANRB", "59", 2020, its title and where it can be found ("" when unknown)."""

    kind: str
    number: str
    year: int
    title: str
    url: str
