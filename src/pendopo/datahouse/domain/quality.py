"""How good a version is: shares of named things that anybody can count, and what each share lacks.

Four sides are the principles of Satu Data Indonesia (Perpres 39/2019, Pasal 3); three are what deliveries show. There
is no mark over all of them: a weight between metadata and punctuality would be an opinion, and hide what is missing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pendopo.datahouse.domain.description import NO_STANDARD, Description
from pendopo.datahouse.domain.due import Deadline
from pendopo.datahouse.domain.metadata import BLOCKS, Question, says_nothing
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.principles import Principle
from pendopo.datahouse.domain.readiness import LACKS, lacks_about_whole, names_something
from pendopo.datahouse.domain.schema import Field, Schema

SHORT_OF = {
    "no-standard": "Kolom “{column}” belum berstandar.",
    "no-key": "Kolom kunci belum ditentukan, sehingga baris yang sama tidak dapat dikenali.",
    "mixed": "Kolom “{column}” disimpan sebagai teks karena isinya campuran.",
    "no-code": "Kolom “{column}” menyebut wilayah atau instansi, tetapi belum memakai kode referensi.",
    "empty-cells": "Kolom “{column}”: {cells} dari {rows} sel kosong.",
    "late": "Data masa yang dimulai {first} tidak datang sampai {due}.",
    "unchecked": "Isi kolom “{column}” belum diperiksa: belum ada panjang, pola, daftar nilai, atau kode.",
    "finding": "Temuan pemeriksa yang belum ditanggapi: {findings}.",
}
#: Blocks of questions that only some data sets can answer, and single questions of that kind.
_FOR_SOME = ("sampel", "sdi")
_IF_THERE_IS_ONE = ("identitas_rekomendasi",)
#: Last words of the names of columns that name a place or an agency, and the code list that settles which.
_CODED = {
    "kode-wilayah": ("wilayah", "provinsi", "kabupaten", "kota", "kecamatan", "kelurahan", "desa"),
    "instansi": ("instansi", "opd", "dinas", "skpd"),
}


class Side(StrEnum):
    """What a share is about, in the order in which the shares are shown."""

    STANDARD = "standar-data"
    METADATA = "metadata"
    INTEROPERABLE = "interoperabilitas"
    REFERENCE = "kode-referensi"
    COMPLETE = "lengkap"
    TIMELY = "tepat-waktu"
    VALID = "sah"


#: Under which side a finding of a checker counts; personal data are a duty, no matter of degree.
_SIDES = {
    Principle.STANDARD: Side.STANDARD,
    Principle.METADATA: Side.METADATA,
    Principle.INTEROPERABLE: Side.INTEROPERABLE,
    Principle.REFERENCE: Side.REFERENCE,
    Principle.CONTENT: Side.VALID,
}


@dataclass(frozen=True)
class Missing:
    """One reason why a share is not whole; `count` is how many of the counted things it takes away."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    count: int = 1

    def told(self, translate: Callable[[str], str] = str, write: Callable[[object], object] = str) -> str:
        """The sentence in the language of `translate`; days and figures as `write` writes them."""
        facts = {
            name: value if isinstance(value, str) else write(value) for name, value in self.facts.items()
        }
        if "label" in facts:
            facts["label"] = translate(str(facts["label"]))
        return translate((LACKS | SHORT_OF)[self.code]).format(**facts)


@dataclass(frozen=True)
class Measure:
    """`good` of `total` things are as they should be; the counts of `missing` are exactly the others."""

    side: Side
    good: int
    total: int
    missing: tuple[Missing, ...] = ()

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means everything; None when there is nothing to count."""
        return 100 * self.good // self.total if self.total else None


@dataclass(frozen=True)
class Delivery:
    """What the check of the last delivery counted: its rows, cells that hold something, columns that became text."""

    rows: int = 0
    filled: Mapping[str, int] = field(default_factory=dict)
    mixed: frozenset[str] = frozenset()


def delivery_of(report: Mapping[str, Any], rows: int) -> Delivery:
    """The same, out of the report that is kept with a version."""
    mixed = (one["column"] for one in report.get("warnings", ()) if one["rule"] == "stored-as-text")
    return Delivery(rows, report.get("filled") or {}, frozenset(mixed))


def measures(
    said: Description,
    schema: Schema,
    delivery: Delivery,
    deadlines: Sequence[Deadline],
    findings: Sequence[Principle] = (),
) -> tuple[Measure, ...]:
    """Every side, in order. `schema` as described; `findings` are those of checkers that nobody has answered."""
    counted = {
        Side.STANDARD: _share(Side.STANDARD, _standard(schema)),
        Side.METADATA: _share(Side.METADATA, _metadata(said, schema)),
        Side.INTEROPERABLE: _share(Side.INTEROPERABLE, _interoperable(said, schema, delivery)),
        Side.REFERENCE: _share(Side.REFERENCE, _reference(schema)),
        Side.COMPLETE: _complete(schema, delivery),
        Side.TIMELY: _share(Side.TIMELY, _timely(deadlines)),
        Side.VALID: _share(Side.VALID, ((_is_checked(one), _of("unchecked", one)) for one in schema.fields)),
    }
    open_ = [_SIDES[one] for one in findings if one in _SIDES]
    return tuple(_with_findings(counted[side], open_.count(side)) for side in Side)


def _share(side: Side, items: Iterable[tuple[bool, Missing]]) -> Measure:
    """Of named things, each either there or not."""
    every = list(items)
    missing = tuple(one for there, one in every if not there)
    return Measure(side, len(every) - len(missing), len(every), missing)


def _with_findings(one: Measure, findings: int) -> Measure:
    if not findings:
        return one
    told = Missing("finding", {"findings": findings}, findings)
    return Measure(one.side, one.good, one.total + findings, (*one.missing, told))


def _of(code: str, column: Field, **facts: object) -> Missing:
    return Missing(code, {"column": column.name, **facts})


def _standard(schema: Schema) -> Iterable[tuple[bool, Missing]]:
    for one in schema.fields:
        standard = one.ms_var.get("id_sds")
        yield not says_nothing(standard) and standard != NO_STANDARD, _of("no-standard", one)
        if one.type in ("integer", "number") and not names_something(one, schema):
            yield not says_nothing(one.ms_var.get("satuan")), _of("unit", one)


def _metadata(said: Description, schema: Schema) -> Iterable[tuple[bool, Missing]]:
    lacking = {one.code for one in lacks_about_whole(said)}
    for code in ("title", "summary", "theme"):
        yield code not in lacking, Missing(code)
    for one in questions_for(said):
        yield not says_nothing(said.metadata.get(one.key)), Missing("metadata", {"label": one.label})
    for column in schema.fields:
        yield not says_nothing(column.ms_var.get("definisi")), _of("definition", column)


def questions_for(said: Description) -> list[Question]:
    """What every data set can answer, and of surveys how they chose their sample."""
    asked = [block for block in BLOCKS if block.key not in _FOR_SOME or _is_survey(block.key, said)]
    return [one for block in asked for one in block.questions if one.key not in _IF_THERE_IS_ONE]


def _is_survey(block: str, said: Description) -> bool:
    return block == "sampel" and said.metadata.get("cara_pengumpulan_data") == "survei"


def _interoperable(said: Description, schema: Schema, delivery: Delivery) -> Iterable[tuple[bool, Missing]]:
    if said.access is Access.OPEN:
        yield bool(said.licence), Missing("licence")
    yield bool(schema.key), Missing("no-key")
    for one in schema.fields:
        yield one.name not in delivery.mixed, _of("mixed", one)


def _reference(schema: Schema) -> Iterable[tuple[bool, Missing]]:
    lists = {one.reference[0] for one in schema.fields if one.reference}
    for one in schema.fields:
        wanted = next((name for name, words in _CODED.items() if _last_word(one) in words), None)
        has_list = one.reference is not None or bool(one.enum) or bool(one.ms_var.get("value_domain"))
        # A name beside its code needs no list of its own.
        if has_list or (wanted and wanted not in lists and one.type in ("string", "integer")):
            yield has_list, _of("no-code", one)


def _last_word(one: Field) -> str:
    return one.name.lower().rpartition("_")[2]


def _complete(schema: Schema, delivery: Delivery) -> Measure:
    """Of the cells of the last delivery."""
    columns = [one for one in schema.fields if one.name in delivery.filled]
    empty = [(one, delivery.rows - delivery.filled[one.name]) for one in columns]
    missing = tuple(
        Missing("empty-cells", {"column": one.name, "cells": cells, "rows": delivery.rows}, cells)
        for one, cells in empty
        if cells
    )
    total = len(columns) * delivery.rows
    return Measure(Side.COMPLETE, total - sum(one.count for one in missing), total, missing)


def _timely(deadlines: Sequence[Deadline]) -> Iterable[tuple[bool, Missing]]:
    for one in deadlines:
        yield one.met, Missing("late", {"first": one.first, "due": one.due})


def _is_checked(one: Field) -> bool:
    """Whether values of this column can be refused for what they are. Emptiness and repetition are other questions."""
    limits = (one.minimum, one.maximum, one.min_length, one.max_length, one.pattern, one.reference)
    return one.type not in ("string", "geojson") or bool(one.enum) or any(each is not None for each in limits)
