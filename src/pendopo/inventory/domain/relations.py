"""What may rest on what. The table here is also a constraint of the database: `models.py` is made from it."""

from dataclasses import dataclass
from enum import StrEnum

from pendopo.inventory.domain.parts import Label, Part
from pendopo.kernel.errors import Invalid


class Relation(StrEnum):
    """How one element rests on another. The value is stable: it stands in files."""

    SUPPORTS = "mendukung"
    USES = "memakai"
    RUNS_ON = "berjalan-di"
    HOLDS = "menyimpan"
    SENDS_TO = "mengirim-data-ke"
    RESTS_ON = "berdasar-pada"
    PROTECTED_BY = "dilindungi-oleh"
    STAFFED_BY = "ditangani-oleh"
    FUNDED_BY = "didanai-oleh"

    @property
    def label(self) -> Label:
        return VERBS[self].forward


@dataclass(frozen=True)
class Verb:
    """How the relation is told from its source and from its target, and which parts it may join."""

    forward: Label
    backward: Label
    sources: frozenset[Part]
    targets: frozenset[Part]


def _parts(*parts: Part) -> frozenset[Part]:
    return frozenset(parts)


VERBS: dict[Relation, Verb] = {
    Relation.SUPPORTS: Verb(
        Label("mendukung"),
        Label("didukung oleh"),
        _parts(Part.SERVICE, Part.APPLICATION),
        _parts(Part.PROCESS),
    ),
    Relation.USES: Verb(
        Label("memakai"), Label("dipakai oleh"), _parts(Part.SERVICE), _parts(Part.APPLICATION, Part.DATA)
    ),
    Relation.RUNS_ON: Verb(
        Label("berjalan di"), Label("menjalankan"), _parts(Part.APPLICATION), _parts(Part.INFRASTRUCTURE)
    ),
    Relation.HOLDS: Verb(
        Label("menyimpan"), Label("disimpan dalam"), _parts(Part.APPLICATION), _parts(Part.DATA)
    ),
    Relation.SENDS_TO: Verb(
        Label("mengirim data ke"),
        Label("menerima data dari"),
        _parts(Part.APPLICATION),
        _parts(Part.APPLICATION),
    ),
    Relation.RESTS_ON: Verb(
        Label("berdasar pada"),
        Label("menjadi dasar"),
        frozenset(Part) - {Part.POLICY},
        _parts(Part.POLICY),
    ),
    Relation.PROTECTED_BY: Verb(
        Label("dilindungi oleh"),
        Label("melindungi"),
        _parts(Part.SERVICE, Part.APPLICATION, Part.DATA, Part.INFRASTRUCTURE),
        _parts(Part.SECURITY),
    ),
    Relation.STAFFED_BY: Verb(
        Label("ditangani oleh"),
        Label("menangani"),
        frozenset(Part) - {Part.PEOPLE, Part.BUDGET},
        _parts(Part.PEOPLE),
    ),
    Relation.FUNDED_BY: Verb(
        Label("didanai oleh"),
        Label("mendanai"),
        frozenset(Part) - {Part.POLICY, Part.BUDGET},
        _parts(Part.BUDGET),
    ),
}


def may_relate(relation: Relation, source: Part, target: Part) -> bool:
    """Whether elements of these parts can be joined so."""
    verb = VERBS[relation]
    return source in verb.sources and target in verb.targets


def relations_from(source: Part) -> tuple[Relation, ...]:
    """The relations that may begin at a part."""
    return tuple(relation for relation, verb in VERBS.items() if source in verb.sources)


def check_relation(relation: Relation, source: Part, target: Part, *, same: bool) -> None:
    """Raise `Invalid` unless the two may be joined; `same`: both are one element."""
    if same:
        raise Invalid("Unsur tidak dapat berhubungan dengan dirinya sendiri. Pilih unsur lain.", field="ke")
    if not may_relate(relation, source, target):
        raise Invalid(
            "“{relation}” tidak berlaku dari {source} ke {target}. Pilih hubungan atau unsur lain.",
            field="hubungan",
            relation=relation.label,
            source=source.label.lower(),
            target=target.label.lower(),
        )
