"""What people say about a data set: title, licence, metadata, and what each column means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.licences import licence
from pendopo.datahouse.domain.metadata import LONGEST, QUESTIONS
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.schema import Field, Schema
from pendopo.datahouse.domain.themes import theme
from pendopo.kernel.errors import Invalid

MOST_TAGS, LONGEST_TAG = 12, 40
#: What may be said about a column; `standar` binds it to Standar Data, `tutup` keeps it out of what others see.
COLUMN_KEYS = ("judul", "definisi", "konsep", "ukuran", "satuan", "referensi_waktu", "standar", "tutup")
#: Says consciously that nobody has set a standard for a column yet.
NO_STANDARD = "belum berstandar"
#: Peraturan BPS 4/2021: group, concept, definition, classification.
_STANDARD = re.compile(r"(SD|SP|ST|SE|UL)\d{5}\.\d{2}\.\d{2}")


@dataclass(frozen=True)
class Description:
    """Everything that is written by people. `columns` maps names of columns to `COLUMN_KEYS`."""

    title: str = ""
    summary: str = ""
    access: Access = Access.LIMITED
    licence: str = ""
    frequency: Frequency = Frequency.IRREGULAR
    theme: str = ""
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def checked(said: Description) -> Description:
    """The same, trimmed. Raises `Invalid` with the field; what is merely missing may still be written later."""
    title = " ".join(said.title.split())
    if not 3 <= len(title) <= 160:
        raise Invalid("Beri judul 3 sampai 160 huruf.", field="judul")
    if len(said.summary) > LONGEST:
        raise Invalid("Ringkas penjelasannya, paling panjang {most} huruf.", field="ringkasan", most=LONGEST)
    if said.theme and theme(said.theme) is None:
        raise Invalid("Pilih tema dari daftar.", field="tema")
    if said.licence and licence(said.licence) is None:
        raise Invalid("Pilih lisensi dari daftar.", field="lisensi")
    return replace(
        said,
        title=title,
        summary=said.summary.strip(),
        tags=_tags(said.tags),
        metadata=_metadata(said.metadata),
        columns={name: _column(name, about) for name, about in said.columns.items()},
    )


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    plain = tuple(dict.fromkeys(" ".join(one.lower().split()) for one in tags if one.strip()))
    if len(plain) > MOST_TAGS or any(len(one) > LONGEST_TAG for one in plain):
        raise Invalid(
            "Tulis paling banyak {most} kata kunci, masing-masing paling panjang {longest} huruf.",
            field="kata-kunci", most=MOST_TAGS, longest=LONGEST_TAG,
        )  # fmt: skip
    if any(not re.fullmatch(r"[\w .-]+", one) for one in plain):
        raise Invalid(
            "Kata kunci hanya berisi huruf, angka, spasi, titik, dan tanda hubung.", field="kata-kunci"
        )
    return plain


def _metadata(answers: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for key, text in answers.items():
        question, plain = QUESTIONS.get(key), text.strip()
        if question is None or len(plain) > LONGEST:
            raise Invalid("Ringkas jawaban ini, paling panjang {most} huruf.", field=key, most=LONGEST)
        if plain and question.choices and plain not in question.choices:
            raise Invalid("Pilih salah satu dari daftar.", field=key)
        if plain:
            found[key] = plain
    return found


def _column(name: str, about: Mapping[str, str]) -> dict[str, str]:
    plain = {key: value.strip() for key, value in about.items() if key in COLUMN_KEYS and value.strip()}
    standard = plain.get("standar", "")
    if standard and standard != NO_STANDARD and not _STANDARD.fullmatch(standard):
        raise Invalid(
            "“{text}” bukan kode standar data. Tulis seperti SD00001.00.00, atau “belum berstandar”.",
            field=f"kolom-{name}-standar", text=standard[:40],
        )  # fmt: skip
    if any(len(value) > LONGEST for value in plain.values()):
        raise Invalid("Ringkas keterangan kolom “{name}”.", field=f"kolom-{name}-definisi", name=name)
    return plain


def tighter(one: Access, other: Access) -> Access:
    """The access under which fewer people see the data."""
    return max(one, other, key=(Access.OPEN, Access.LIMITED, Access.CLOSED).index)


def described(schema: Schema, columns: Mapping[str, Mapping[str, str]]) -> Schema:
    """`schema` with what people wrote about its columns. Writing can close a column, never open one."""
    return replace(schema, fields=tuple(_described(one, columns.get(one.name, {})) for one in schema.fields))


def _described(one: Field, about: Mapping[str, str]) -> Field:
    if not about:
        return one
    said: dict[str, Any] = {
        key: about[key]
        for key in ("definisi", "konsep", "ukuran", "satuan", "referensi_waktu")
        if key in about
    }
    if "standar" in about:
        said["id_sds"] = about["standar"]
    return replace(
        one,
        title=about.get("judul") or one.title,
        closed=one.closed or about.get("tutup") == "1",
        ms_var={**one.ms_var, **said},
    )


def public_schema(schema: Schema) -> Schema:
    """The columns that others than the owner may have. Keys and rules that name a closed column go with it."""
    fields = tuple(one for one in schema.fields if not one.closed)
    names = {one.name for one in fields}
    key = schema.key if names.issuperset(schema.key) else ()
    level = schema.level_column if schema.level_column in names else ""
    return replace(schema, fields=fields, key=key, rules=(), totals=(), owner_column="", level_column=level)
