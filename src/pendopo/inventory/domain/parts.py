"""The parts of the architecture, and where an element stands in its life.

Six of them are the domains of the SPBE architecture (Perpres 95/2018, Pasal 6-12; PermenPANRB 59/2020, indicators 1 and
11). People, policies and budgets are added, because heads of agencies ask for them and elements rest on them.
"""

from enum import StrEnum
from typing import NewType

#: A text that people read, in Indonesian; whoever shows it translates it.
Label = NewType("Label", str)


class Part(StrEnum):
    """One part of the architecture. The value stands in addresses and is stable."""

    PROCESS = "proses-bisnis"
    SERVICE = "layanan"
    APPLICATION = "aplikasi"
    DATA = "data"
    INFRASTRUCTURE = "infrastruktur"
    SECURITY = "keamanan"
    PEOPLE = "orang"
    POLICY = "kebijakan"
    BUDGET = "anggaran"

    @property
    def label(self) -> Label:
        return PART_LABELS[self]

    @property
    def letters(self) -> str:
        """How codes of such elements begin, when nobody says otherwise."""
        return _LETTERS[self]


PART_LABELS: dict[Part, Label] = {
    Part.PROCESS: Label("Proses bisnis"),
    Part.SERVICE: Label("Layanan"),
    Part.APPLICATION: Label("Aplikasi"),
    Part.DATA: Label("Data dan informasi"),
    Part.INFRASTRUCTURE: Label("Infrastruktur"),
    Part.SECURITY: Label("Keamanan"),
    Part.PEOPLE: Label("Orang dan kompetensi"),
    Part.POLICY: Label("Kebijakan"),
    Part.BUDGET: Label("Anggaran"),
}
_LETTERS: dict[Part, str] = {
    Part.PROCESS: "PB",
    Part.SERVICE: "LA",
    Part.APPLICATION: "AP",
    Part.DATA: "DI",
    Part.INFRASTRUCTURE: "IN",
    Part.SECURITY: "KE",
    Part.PEOPLE: "OR",
    Part.POLICY: "KB",
    Part.BUDGET: "AN",
}


class Status(StrEnum):
    """Where an element stands in its life."""

    PLANNED = "rencana"
    IN_USE = "dipakai"
    LEAVING = "akan-diganti"
    GONE = "berhenti"
    WITHDRAWN = "dicabut"
    """Recorded by mistake: in no list and no figure, but its code and history stay."""

    @property
    def label(self) -> Label:
        return STATUS_LABELS[self]

    @property
    def is_alive(self) -> bool:
        """Whether people work with it now, so that gaps around it matter."""
        return self in (Status.IN_USE, Status.LEAVING)


STATUS_LABELS: dict[Status, Label] = {
    Status.PLANNED: Label("Direncanakan"),
    Status.IN_USE: Label("Dipakai"),
    Status.LEAVING: Label("Akan diganti"),
    Status.GONE: Label("Tidak dipakai lagi"),
    Status.WITHDRAWN: Label("Dicabut, salah catat"),
}
#: What a form or a file may say; withdrawing is an act of its own.
CHOSEN_STATUSES = (Status.PLANNED, Status.IN_USE, Status.LEAVING, Status.GONE)
