"""An element of the inventory: what it is, what may be said about it, and what a change changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pendopo.inventory.domain.parts import Part, Status
from pendopo.inventory.domain.values import LONGEST_NAME, LONGEST_TEXT, Value, check_values
from pendopo.kernel.errors import DomainError, Invalid, Kind

CODE = r"[A-Z0-9][A-Z0-9.-]{1,39}"


class CodeTaken(DomainError):
    """Another element of the government has this code; codes are never given twice."""

    code = "code-taken"
    kind = Kind.CONFLICT
    message = "Kode {name} sudah dipakai unsur lain. Pilih kode lain."


class ChangedMeanwhile(DomainError):
    """Somebody else changed the element after the page was drawn."""

    code = "changed-meanwhile"
    kind = Kind.CONFLICT
    message = "Unsur ini baru saja diubah orang lain. Bandingkan dengan isi terbaru, lalu simpan lagi."


class AlreadyRelated(DomainError):
    """The same relation is there."""

    code = "already-related"
    kind = Kind.CONFLICT
    message = "Hubungan ini sudah tercatat."


class Withdrawn(DomainError):
    """What was recorded by mistake does not change any more."""

    code = "withdrawn"
    kind = Kind.CONFLICT
    message = "Unsur {name} sudah dicabut karena salah catat. Catat unsur baru dengan kode lain."


@dataclass(frozen=True)
class Facts:
    """What an element is. `values` by key of `attributes`; `service_id` of the directory, for services only."""

    part: Part
    agency_id: int
    name: str
    status: Status = Status.IN_USE
    values: Mapping[str, Value] = field(default_factory=dict)
    service_id: int | None = None


@dataclass(frozen=True)
class Difference:
    """One thing that a change changed: a key, what stood there, what stands there now (None: nothing)."""

    key: str
    old: Value | None
    new: Value | None


def read_code(text: str) -> str:
    """A code as it is kept, in capitals. Raises `Invalid`."""
    code = text.strip().upper()
    if not re.fullmatch(CODE, code):
        raise Invalid(
            "Kode “{text}” tidak sesuai. Pakai 2 sampai 40 huruf, angka, titik atau tanda hubung, misalnya AP-01.",
            field="kode",
            text=text.strip()[:40],
        )
    return code


def read_name(text: str) -> str:
    """A name as it is kept. Raises `Invalid`."""
    name = " ".join(text.split())
    if not 3 <= len(name) <= LONGEST_NAME:
        raise Invalid("Beri nama unsur, 3 sampai {most} huruf.", field="nama", most=LONGEST_NAME)
    return name


def check_facts(facts: Facts) -> None:
    """Raise `Invalid` at the first fact that cannot stand."""
    if read_name(facts.name) != facts.name:
        raise Invalid("Tulis nama tanpa spasi berlebih.", field="nama")
    if facts.service_id is not None and facts.part is not Part.SERVICE:
        raise Invalid("Hanya layanan yang dapat ditautkan ke direktori.", field="direktori")
    check_values(facts.part, facts.values)


def check_reason(reason: str) -> str:
    """The trimmed reason, which may be empty. Raises `Invalid` when it is too long."""
    reason = reason.strip()
    if len(reason) > LONGEST_TEXT:
        raise Invalid(
            "Ringkas alasannya menjadi paling banyak {most} huruf.", field="alasan", most=LONGEST_TEXT
        )
    return reason


def differences(before: Facts | None, after: Facts) -> tuple[Difference, ...]:
    """What differs, by key; without `before` everything that is filled."""
    old, new = _flat(before) if before else {}, _flat(after)
    wanted = dict.fromkeys((*new, *old))
    return tuple(
        Difference(key, old.get(key), new.get(key)) for key in wanted if old.get(key) != new.get(key)
    )


def _flat(facts: Facts) -> dict[str, Value]:
    """Facts by key, with those that every part has."""
    found: dict[str, Value] = {
        "nama": facts.name,
        "perangkat": facts.agency_id,
        "status": facts.status.value,
    }
    if facts.service_id is not None:
        found["direktori"] = facts.service_id
    return found | dict(facts.values)
