"""What the files of `content/` say, checked and without their YAML: plain values on their way to the tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar, Generic, TypeVar

from pendopo.directory.domain.opening import WeeklyHours
from pendopo.directory.domain.standard import Component
from pendopo.kernel.errors import DomainError, Kind

Part = TypeVar("Part", covariant=True)


class ContentRefused(DomainError):
    """Some content files cannot be used. `faults` names every place as file:line:column with the remedy."""

    code: ClassVar[str] = "content-refused"
    kind: ClassVar[Kind] = Kind.INVALID
    message: ClassVar[str] = "Berkas isi ditolak, tidak ada yang dimuat:\n  {listing}"

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(faults=tuple(faults), listing="\n  ".join(faults))


@dataclass(frozen=True)
class Origin:
    """Where the statements of a file come from and when they were read there."""

    source: str
    read_on: date
    confidence: str


@dataclass(frozen=True)
class RegionContent:
    """One line of a region list; `parent` is None for a regency or city."""

    code: str
    name: str
    level: str
    parent: str | None


@dataclass(frozen=True)
class AgencyContent:
    """An agency or another institution with a desk."""

    slug: str
    name: str
    short_name: str
    kind: str
    source: str
    example: bool


@dataclass(frozen=True)
class TownContent:
    """A government with its agencies."""

    code: str
    name: str
    level: str
    source: str
    agencies: tuple[AgencyContent, ...]


@dataclass(frozen=True)
class ComponentContent:
    """One component of a service standard, its items one per entry of `items`."""

    component: Component
    items: tuple[str, ...]
    source: str
    example: bool


@dataclass(frozen=True)
class ServiceContent:
    """A service of an office with its standard; `agency` is the slug of the agency."""

    slug: str
    letter: str
    name: str
    agency: str
    summary: str
    search_words: tuple[str, ...]
    daily_quota: int | None
    promise_minutes: int
    hours: WeeklyHours
    source: str
    last_checked: date
    example: bool
    components: tuple[ComponentContent, ...]


@dataclass(frozen=True)
class CounterContent:
    """A counter; `services` are slugs of services of the same office."""

    number: int
    name: str
    floor: str
    services: tuple[str, ...]


@dataclass(frozen=True)
class OfficeContent:
    """An office with everything in it; `government` is the government's code."""

    slug: str
    government: str
    name: str
    also_known_as: str
    address: str
    address_note: str
    region: str | None
    phone: str
    email: str
    zone: str
    numbers_from: time
    complaint_channels: tuple[str, ...]
    facilities: tuple[str, ...]
    hours: WeeklyHours
    example_days: tuple[int, ...]
    hours_note: str
    example: bool
    origin: Origin
    services: tuple[ServiceContent, ...]
    counters: tuple[CounterContent, ...]


@dataclass(frozen=True)
class HolidayContent:
    """A holiday; `government` is a code, or None for the whole nation."""

    day: date
    name: str
    government: str | None
    joint_leave: bool
    example: bool
    source: str


@dataclass(frozen=True)
class ContentFile(Generic[Part]):
    """One file that was read without fault: its path in the folder, SHA-256 digest, version, and what it says."""

    path: str
    digest: str
    version: str
    part: Part


@dataclass(frozen=True)
class Content:
    """All files of a content folder that the directory reads."""

    regions: tuple[ContentFile[tuple[RegionContent, ...]], ...] = ()
    towns: tuple[ContentFile[TownContent], ...] = ()
    offices: tuple[ContentFile[OfficeContent], ...] = ()
    holidays: tuple[ContentFile[tuple[HolidayContent, ...]], ...] = ()
