"""Refusals of the assessment."""

from collections.abc import Sequence
from typing import ClassVar

from pendopo.kernel.errors import DomainError, Kind


class FrameworkRefused(DomainError):
    """A framework or mapping file cannot be used. `faults` names every place as file:line:column with the remedy."""

    code: ClassVar[str] = "framework-refused"
    kind: ClassVar[Kind] = Kind.INVALID
    message: ClassVar[str] = "Berkas kerangka ditolak, tidak ada yang disimpan:\n  {listing}"

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(faults=self.faults, listing="\n  ".join(faults))


class UnknownIndicator(DomainError):
    """The framework has no item of that code."""

    code: ClassVar[str] = "unknown-indicator"
    kind: ClassVar[Kind] = Kind.INVALID
    message: ClassVar[str] = (
        "Indikator {indicator} tidak ada dalam kerangka ini. Pakai nomor {first} sampai {last}."
    )


class LevelOutOfScale(DomainError):
    """The scale of the framework has no such level."""

    code: ClassVar[str] = "level-out-of-scale"
    kind: ClassVar[Kind] = Kind.INVALID
    message: ClassVar[str] = (
        "Tingkat {level} pada indikator {indicator} di luar skala. Pakai bilangan bulat {lowest} sampai {highest}."
    )


class LevelsMissing(DomainError):
    """Some items have no level, and the framework wants all of them."""

    code: ClassVar[str] = "levels-missing"
    kind: ClassVar[Kind] = Kind.INVALID
    message: ClassVar[str] = "Belum ada tingkat untuk indikator {listing}. Isi semuanya lebih dahulu."

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(missing=tuple(missing), listing=", ".join(missing))
