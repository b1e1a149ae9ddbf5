"""A schema: Frictionless Table Schema, each field with the metadata that BPS asks for a variable (MS-Var).

Rules that compare columns of one row stand in `rules` (name, SQL condition that has to hold, message); the
condition passes the same gate as a question (`gate.py`). Rules across data sets stand in `totals`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

#: Field types of Table Schema that we keep, and what people call them.
TYPES = {
    "string": "teks",
    "integer": "bilangan bulat",
    "number": "bilangan",
    "boolean": "ya atau tidak (true, false, 1, 0, ya, tidak)",
    "date": "tanggal",
    "datetime": "tanggal dan waktu",
    "year": "tahun",
    "geojson": "geometri GeoJSON",
}
#: MS-Var of Peraturan BPS 5/2020, in the spelling of the INDAH form; `id_sds` is the code of Standar Data.
MS_VAR = (
    "nama", "alias", "konsep", "definisi", "referensi_pemilihan", "referensi_waktu", "tipe_data", "value_domain",
    "ukuran", "satuan", "aturan_validasi", "kalimat_pertanyaan", "dapat_diakses_umum", "id_sds",
)  # fmt: skip
#: What a version without `missingValues` takes for "no value".
MISSING = ("", "-", "NA", "N/A", "n/a", "null", "NULL")


@dataclass(frozen=True)
class Field:
    """One column. `scale` is the number of decimals that are kept exactly; None keeps a binary float."""

    name: str
    type: str = "string"
    title: str = ""
    format: str = ""
    decimal_char: str = "."
    group_char: str = ""
    scale: int | None = None
    required: bool = False
    unique: bool = False
    minimum: str | None = None
    maximum: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    enum: tuple[str, ...] = ()
    reference: tuple[str, str] | None = None
    closed: bool = False
    ms_var: Mapping[str, Any] = field(default_factory=dict)

    def expected(self) -> str:
        """What belongs into a cell of this column, in words."""
        if self.type in ("date", "datetime") and self.format:
            return f"{TYPES[self.type]} dengan bentuk {self.format}"
        if self.type == "date":
            return "tanggal seperti 2026-11-21"
        if self.type == "number":
            sign = "koma" if self.decimal_char == "," else "titik"
            return f"bilangan dengan {sign} desimal"
        return TYPES[self.type]


@dataclass(frozen=True)
class Rule:
    """A condition over the columns of one row; it has to hold, or to be unknown (an empty cell)."""

    name: str
    condition: str
    message: str


@dataclass(frozen=True)
class Total:
    """Per value of `columns` the sum of `summed` (empty: the rows) has to be that of the data set `resource`."""

    columns: tuple[str, ...]
    summed: str
    resource: str
    their_columns: tuple[str, ...]
    their_summed: str


@dataclass(frozen=True)
class Schema:
    """Columns in order, the key, rules across columns. `owner_column` names the agency to which a row belongs.

    `level_column` says what a row is about where some rows hold what others add up to (region, district, total); its
    list of values begins with the widest. Figures of different levels never go into one sum.
    """

    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    missing: tuple[str, ...] = MISSING
    rules: tuple[Rule, ...] = ()
    totals: tuple[Total, ...] = ()
    owner_column: str = ""
    level_column: str = ""
    header_rows: int = 1

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(one.name for one in self.fields)

    def field(self, name: str) -> Field:
        """The column of that name, in any case. Raises `KeyError`."""
        for one in self.fields:
            if one.name.lower() == name.lower():
                return one
        raise KeyError(name)

    def with_field(self, changed: Field) -> "Schema":
        """The same schema with the column of that name replaced."""
        return replace(
            self, fields=tuple(changed if one.name == changed.name else one for one in self.fields)
        )
