"""What is still missing before a data set may become public. Nobody can pass by it, whatever his role."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pendopo.datahouse.domain.description import Description
from pendopo.datahouse.domain.metadata import NEEDED, says_nothing
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.principles import Principle
from pendopo.datahouse.domain.schema import Field, Schema

SHORTEST_SUMMARY = 40
LACKS = {
    "title": "Judul belum menjelaskan isinya.",
    "summary": "Penjelasan singkat belum ada atau terlalu pendek (sedikitnya 40 huruf).",
    "theme": "Tema belum dipilih.",
    "licence": "Lisensi belum dipilih. Data terbuka tanpa lisensi tidak boleh dipakai siapa pun.",
    "metadata": "“{label}” belum dijawab.",
    "definition": "Kolom “{column}” belum dijelaskan artinya.",
    "unit": "Kolom “{column}” berisi angka, tetapi satuannya belum ditulis.",
    "standard": "Kolom “{column}” belum dikaitkan dengan standar data, atau ditandai “belum berstandar”.",
    "nik": "Kolom “{column}” berisi {cells} NIK. Kolom ini harus ditutup, atau dihapus dari kiriman.",
    "personal": "Kolom “{column}” tampaknya berisi data pribadi ({kind}, {cells} sel). Tutup kolomnya, atau putuskan.",
    "empty": "Semua kolom ditutup, sehingga tidak ada yang dapat diterbitkan.",
}
#: Kinds of personal data, as people call them.
PERSONAL_KINDS = {
    "nik": "NIK", "nip": "NIP", "surel": "alamat surel", "telepon": "nomor telepon", "nama": "nama orang",
    "lahir": "tanggal lahir", "alamat": "alamat rumah", "tanda-tangan": "blok tanda tangan",
}  # fmt: skip


@dataclass(frozen=True)
class Lack:
    """One thing that is missing; `place` is the id of the field where it is mended."""

    code: str
    principle: Principle
    place: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def told(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, in the language of `translate`."""
        named = {name: translate(str(self.facts[name])) for name in ("label", "kind") if name in self.facts}
        return translate(LACKS[self.code]).format(**(dict(self.facts) | named))


@dataclass(frozen=True)
class Suspect:
    """A column of the version that looks like personal data, as the check of the delivery found it."""

    column: str
    kind: str
    cells: int


def suspects_in(report: Mapping[str, Any], schema: Schema) -> tuple[Suspect, ...]:
    """Those of the columns that would become public."""
    shown = {one.name for one in schema.fields if not one.closed}
    return tuple(
        Suspect(one["column"], one["kind"], one["cells"])
        for one in report.get("personal_data", ())
        if one["column"] in shown
    )


def lacks(
    said: Description, schema: Schema, suspects: Sequence[Suspect], decided: Collection[tuple[str, str]]
) -> tuple[Lack, ...]:
    """Everything that is missing. `schema` as described; `decided` are columns and kinds that a checker let pass."""
    found = [*lacks_about_whole(said)]
    if all(one.closed for one in schema.fields) and said.access is not Access.CLOSED:
        found.append(Lack("empty", Principle.CONTENT, "kolom"))
    for one in schema.fields:
        found += _about_column(one.name, one.type, one.ms_var, is_code=names_something(one, schema))
    if said.access is not Access.CLOSED:
        found += [
            _personal(one) for one in suspects if one.kind == "nik" or (one.column, one.kind) not in decided
        ]
    return tuple(found)


def lacks_about_whole(said: Description) -> list[Lack]:
    """What is missing of the description, whatever the columns are."""
    found = []
    if len(said.title) < 8 or says_nothing(said.title):
        found.append(Lack("title", Principle.METADATA, "judul"))
    if len(said.summary) < SHORTEST_SUMMARY or says_nothing(said.summary):
        found.append(Lack("summary", Principle.METADATA, "ringkasan"))
    if not said.theme:
        found.append(Lack("theme", Principle.METADATA, "tema"))
    if said.access is Access.OPEN and not said.licence:
        found.append(Lack("licence", Principle.INTEROPERABLE, "lisensi"))
    return found + [
        Lack("metadata", Principle.METADATA, one.key, {"label": one.label})
        for one in NEEDED
        if says_nothing(said.metadata.get(one.key))
    ]


def names_something(one: Field, schema: Schema) -> bool:
    """Whether a column holds names or codes: numbers of that kind have no unit."""
    return one.name in schema.key or one.reference is not None


def _about_column(name: str, type_: str, ms_var: Mapping[str, Any], *, is_code: bool) -> list[Lack]:
    facts = {"column": name}
    found = []
    if says_nothing(ms_var.get("definisi")):
        found.append(Lack("definition", Principle.METADATA, f"kolom-{name}-definisi", facts))
    if type_ in ("integer", "number") and not is_code and says_nothing(ms_var.get("satuan")):
        found.append(Lack("unit", Principle.STANDARD, f"kolom-{name}-satuan", facts))
    if says_nothing(ms_var.get("id_sds")):
        found.append(Lack("standard", Principle.STANDARD, f"kolom-{name}-standar", facts))
    return found


def _personal(one: Suspect) -> Lack:
    facts = {"column": one.column, "cells": one.cells, "kind": PERSONAL_KINDS[one.kind]}
    code = "nik" if one.kind == "nik" else "personal"
    return Lack(code, Principle.PRIVACY, f"kolom-{one.column}-tutup", facts)
