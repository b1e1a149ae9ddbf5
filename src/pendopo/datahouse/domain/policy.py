"""Who sees what of a data set: rows by agency, columns by classification. Compiled into SQL before any engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pendopo.datahouse.domain.schema import Schema


class Access(StrEnum):
    """How far data may go (Perpres 39/2019): everybody, those with a reason, the owner alone. No licence."""

    OPEN = "terbuka"
    LIMITED = "terbatas"
    CLOSED = "tertutup"


@dataclass(frozen=True)
class Viewer:
    """Who asks: an analyst of an agency (its short name), or the operator of the house, who sees everything."""

    agency: str = ""
    operator: bool = False


OPERATOR = Viewer(operator=True)


def may_see(viewer: Viewer, *, owner: str, access: Access, schema: Schema) -> bool:
    """Whether the table exists for `viewer`. A table with an owner per row exists for all: its rows are filtered."""
    if viewer.operator or viewer.agency == owner or access is Access.OPEN:
        return True
    return bool(schema.owner_column) and bool(viewer.agency) and access is Access.LIMITED


def guarded_select(relation: str, viewer: Viewer, *, owner: str, schema: Schema) -> str:
    """SELECT of what `viewer` may see of `relation`, a piece of SQL that names the files of the table."""
    whole = viewer.operator or viewer.agency == owner
    columns = ", ".join(
        quoted(one.name) if whole or not one.closed else f"NULL AS {quoted(one.name)}"
        for one in schema.fields
    )
    select = f"SELECT {columns} FROM {relation}"  # noqa: S608 names are quoted, the relation is ours
    if whole or not schema.owner_column:
        return select
    return f"{select} WHERE {quoted(schema.field(schema.owner_column).name)} = {literal(viewer.agency)}"


def quoted(name: str) -> str:
    """`name` as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """`text` as a string of SQL."""
    return "'" + text.replace("'", "''") + "'"


def listed(texts: Sequence[str]) -> str:
    """`texts` as a list of strings of SQL."""
    return ", ".join(map(literal, texts))
