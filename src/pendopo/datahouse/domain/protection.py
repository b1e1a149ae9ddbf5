"""The protection of a data set: what others see of its columns and rows. Data of the data set, kept by version.

Without a word of the owner the house is careful: what the check of deliveries took for personal data is closed to
others, and a NIK is shown to nobody, not even to those who delivered it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pendopo.datahouse.domain.asking_errors import ProtectionRefused
from pendopo.datahouse.domain.errors import SchemaRefused
from pendopo.datahouse.domain.gate import checked_condition
from pendopo.datahouse.domain.schema import Schema

#: Fewest people of whom an aggregate may tell, unless the owner asks for more.
SMALLEST = 5
_MOST = 1000


class Treatment(StrEnum):
    """What others than the owner see in a column. `HASHED` holds for the owner's questions as well."""

    SHOWN = "tampil"
    HIDDEN = "tertutup"
    HASHED = "sandi"


@dataclass(frozen=True)
class Protection:
    """How columns are treated, the column that says whose a row is, a condition on rows, the smallest group."""

    columns: Mapping[str, Treatment] = field(default_factory=dict)
    row_column: str = ""
    condition: str = ""
    smallest: int = SMALLEST

    def of(self, column: str) -> Treatment:
        """How a column is treated, by its name in any case."""
        lower = {name.lower(): treatment for name, treatment in self.columns.items()}
        return lower.get(column.lower(), Treatment.SHOWN)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "columns": {name: treatment.value for name, treatment in self.columns.items()},
            "row_column": self.row_column,
            "condition": self.condition,
            "smallest": self.smallest,
        }


def from_json(kept: Mapping[str, Any]) -> Protection:
    """What `as_json` wrote."""
    return Protection(
        columns={name: Treatment(value) for name, value in kept["columns"].items()},
        row_column=kept["row_column"],
        condition=kept["condition"],
        smallest=kept["smallest"],
    )


def checked_protection(wanted: Protection, schema: Schema, personal: Mapping[str, str]) -> Protection:
    """The protection in the names of the schema. Raises `ProtectionRefused` for what would protect nothing.

    `personal` maps columns to the kind of personal data found in them; a NIK can only be hashed or hidden.
    """
    known = {name.lower(): name for name in schema.names}
    for name in (*wanted.columns, *filter(None, [wanted.row_column])):
        if name.lower() not in known:
            raise ProtectionRefused(why=f"kolom “{name}” tidak ada")
    for name, kind in personal.items():
        if kind == "nik" and name.lower() in known and wanted.of(name) is Treatment.SHOWN:
            raise ProtectionRefused(why=f"kolom “{name}” berisi NIK; pilih sandi atau tertutup")
    if not SMALLEST <= wanted.smallest <= _MOST:
        raise ProtectionRefused(why=f"kelompok terkecil harus {SMALLEST} sampai {_MOST}")
    return Protection(
        columns={known[name.lower()]: treatment for name, treatment in wanted.columns.items()},
        row_column=known.get(wanted.row_column.lower(), ""),
        condition=_condition(wanted.condition.strip(), schema),
        smallest=wanted.smallest,
    )


def _condition(text: str, schema: Schema) -> str:
    if not text:
        return ""
    try:
        return checked_condition(text, schema.names, "syarat baris")
    except SchemaRefused as refusal:
        raise ProtectionRefused(why=f"syarat baris: {refusal.facts['why']}") from None


def careful(schema: Schema, personal: Mapping[str, str], *, is_open: bool) -> Protection:
    """What holds as long as nobody has decided. Open data went through a check of their own before they opened."""
    columns: dict[str, Treatment] = {}
    for one in schema.fields:
        kind = personal.get(one.name)
        if kind == "nik":
            columns[one.name] = Treatment.HASHED
        elif one.closed or (kind and not is_open):
            columns[one.name] = Treatment.HIDDEN
    return Protection(columns=columns, row_column=schema.owner_column)


def in_force(
    decided: Protection | None, schema: Schema, personal: Mapping[str, str], *, is_open: bool
) -> Protection:
    """What was decided, with care for columns that came later; a NIK that nobody had seen then is hashed too."""
    standard = careful(schema, personal, is_open=is_open)
    if decided is None:
        return standard
    columns = dict(standard.columns) | {
        one.name: decided.of(one.name) for one in schema.fields if one.name in decided.columns
    }
    for one in schema.fields:
        if one.closed and columns.get(one.name, Treatment.SHOWN) is Treatment.SHOWN:
            columns[one.name] = Treatment.HIDDEN  # closing is said in one place, opening in both
    for name, kind in personal.items():
        if kind == "nik" and columns.get(name, Treatment.SHOWN) is Treatment.SHOWN:
            columns[name] = Treatment.HASHED
    row_column = decided.row_column or standard.row_column
    return Protection(columns, row_column, decided.condition, decided.smallest)
