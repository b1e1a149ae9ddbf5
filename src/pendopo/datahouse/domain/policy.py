"""Who sees what of a data set: rows by agency, columns by treatment. Compiled into SQL before any engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pendopo.datahouse.domain.protection import Protection, Treatment, careful
from pendopo.datahouse.domain.pseudonyms import pseudonym_sql
from pendopo.datahouse.domain.quoting import listed, literal, quoted
from pendopo.datahouse.domain.schema import Schema

__all__ = [
    "OPERATOR",
    "Access",
    "Reach",
    "Viewer",
    "guarded_select",
    "listed",
    "literal",
    "may_see",
    "quoted",
    "reach",
]


class Access(StrEnum):
    """How far data may go (Perpres 39/2019): everybody, those with a reason, the owner alone. No licence."""

    OPEN = "terbuka"
    LIMITED = "terbatas"
    CLOSED = "tertutup"


class Reach(StrEnum):
    """How far a question may go into a data set."""

    NOTHING = "tidak"
    #: Only aggregates leave, and none of a small group (`aggregates.py`).
    AGGREGATES = "agregat"
    ROWS = "baris"
    #: Every row and column; what is hashed stays hashed.
    WHOLE = "semua"


@dataclass(frozen=True)
class Viewer:
    """Who asks: an analyst of an agency (its short name), or the operator of the house, who sees everything.

    Two governments may both have a "dinkes": `government_id` says whose; 0 leaves it open, for the operator's trials.
    `granted` maps data sets to what their owners have allowed until today. `key` makes pseudonyms; without it what
    is hashed is empty.
    """

    agency: str = ""
    operator: bool = False
    granted: Mapping[str, Reach] = field(default_factory=dict)
    key: bytes = b""
    government_id: int = 0

    def at(self, government_id: int) -> "Viewer":
        """The same asker before data of a government: somebody from another one is of no agency there."""
        return replace(self, agency="") if self.government_id not in (0, government_id) else self


OPERATOR = Viewer(operator=True)


def reach(
    viewer: Viewer,
    *,
    slug: str,
    owner: str,
    access: Access,
    schema: Schema,
    protection: Protection | None = None,
) -> Reach:
    """How far `viewer` may go. A table with an owner per row exists for every agency: its rows are filtered."""
    if viewer.operator or (viewer.agency and viewer.agency == owner):
        return Reach.WHOLE
    if access is Access.OPEN:
        return Reach.ROWS
    if access is Access.CLOSED:
        return Reach.NOTHING
    if slug in viewer.granted:
        return viewer.granted[slug]
    row_column = protection.row_column if protection else schema.owner_column
    return Reach.ROWS if row_column and viewer.agency else Reach.NOTHING


def may_see(viewer: Viewer, *, owner: str, access: Access, schema: Schema, slug: str = "") -> bool:
    """Whether the table exists for `viewer`."""
    found = reach(viewer, slug=slug, owner=owner, access=access, schema=schema)
    return found is not Reach.NOTHING


def guarded_select(
    relation: str,
    viewer: Viewer,
    *,
    owner: str,
    schema: Schema,
    protection: Protection | None = None,
    extra: str = "",
    all_agencies: bool = False,
) -> str:
    """SELECT of what `viewer` may see of `relation`, a piece of SQL that names the files of the table.

    `extra` is a further expression of ours; `all_agencies` leaves out the filter by owner of the row, for questions
    of which only aggregates leave.
    """
    protection = protection or careful(schema, {}, is_open=False)
    whole = viewer.operator or (bool(viewer.agency) and viewer.agency == owner)
    columns = [
        _column(quoted(one.name), protection.of(one.name), viewer, whole=whole) for one in schema.fields
    ]
    select = f"SELECT {', '.join([*columns, *filter(None, [extra])])} FROM {relation}"  # noqa: S608 quoted, ours
    if whole:
        return select
    conditions = [f"({protection.condition})"] if protection.condition else []
    if protection.row_column and not all_agencies:
        row_column = quoted(schema.field(protection.row_column).name)
        conditions.append(f"{row_column} = {literal(viewer.agency)}")
    # The limit is a fence: no engine may try a condition of the asker on rows that ours has not let pass yet,
    # for an error or a delay would tell of them.
    return f"{select} WHERE {' AND '.join(conditions)} LIMIT {_FENCE}" if conditions else select


#: More rows than any table has; the largest that every engine takes.
_FENCE = 2_147_483_647


def _column(name: str, treatment: Treatment, viewer: Viewer, *, whole: bool) -> str:
    if viewer.operator or treatment is Treatment.SHOWN or (whole and treatment is Treatment.HIDDEN):
        return name
    if treatment is Treatment.HASHED and viewer.key:
        return f"{pseudonym_sql(name, viewer.key)} AS {name}"
    return f"NULL AS {name}"
