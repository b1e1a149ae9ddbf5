"""Exact totals of a data set for the rules of another one: of the same agency, or open to everybody."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from pendopo.datahouse.domain.errors import SchemaRefused, UnknownDataset
from pendopo.datahouse.domain.names import table_of
from pendopo.datahouse.domain.policy import OPERATOR, Access, Viewer, quoted
from pendopo.datahouse.domain.protection import Treatment
from pendopo.datahouse.domain.schema import Field
from pendopo.datahouse.domain.totals import Wanted, fitting
from pendopo.datahouse.models import Dataset, Release
from pendopo.datahouse.queries.asking import ask_sql
from pendopo.datahouse.queries.reaching import Reached, reached


@dataclass(frozen=True)
class Partner:
    """A data set whose totals a rule may name."""

    slug: str
    title: str
    agency: str


def partners(*, agency_id: int) -> tuple[Partner, ...]:
    """The data sets of the agency that have rows, and those of others that are open and released, by title."""
    released = Exists(Release.objects.filter(dataset=OuterRef("pk"), withdrawn_at=None))
    rows = Dataset.objects.filter(
        Q(agency=agency_id, newest__gt=0) | Q(released, access=Access.OPEN.value)
    ).select_related("agency")
    return tuple(
        Partner(row.slug, row.title or row.slug, row.agency.name) for row in rows.order_by("title", "slug")
    )


def partner_columns(*, slug: str, agency_id: int) -> tuple[Field, ...]:
    """The columns of such a data set that a rule may name. Raises `UnknownDataset`."""
    own = Dataset.objects.filter(slug=slug, agency=agency_id).exists()
    table = reached(slug=slug, viewer=OPERATOR if own else Viewer())
    return tuple(
        one for one in table.version.schema.fields if own or table.protection.of(one.name) is Treatment.SHOWN
    )


def totals_in(*, slug: str, wanted: Wanted, agency_id: int) -> dict[tuple[str, ...], str]:
    """Key as texts -> sum or number of rows as text. Raises `SchemaRefused`.

    A fault repeats the total, so that an agency may name its own data sets and those whose rows everybody has.
    """
    where = f"totals: {slug}"
    viewer = OPERATOR if Dataset.objects.filter(slug=slug, agency=agency_id).exists() else Viewer()
    try:
        table = reached(slug=slug, viewer=viewer)
    except UnknownDataset:
        raise SchemaRefused(
            where=where, why="kumpulan data itu tidak ada, atau tidak terbuka bagi Anda"
        ) from None
    columns = fitting(wanted, table.version.schema, where)
    if not viewer.operator and not _all_is_shown(table, columns):
        raise SchemaRefused(where=where, why="sebagian isinya tidak terbuka, sehingga jumlahnya tidak tentu")
    answer = ask_sql(sql=_question(slug, columns), viewer=viewer)
    if answer.cut:
        raise SchemaRefused(where=where, why="kuncinya terlalu banyak; pakai kunci yang lebih kasar")
    return {tuple(map(str, key)): str(total) for *key, total in answer.rows}


def _all_is_shown(table: Reached, wanted: Wanted) -> bool:
    if table.protection.row_column or table.protection.condition:
        return False
    names = [*wanted.columns, *filter(None, [wanted.summed])]
    return all(table.protection.of(name) is Treatment.SHOWN for name in names)


def _question(slug: str, wanted: Wanted) -> str:
    keys = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in wanted.columns)
    filled = " AND ".join(f"{quoted(name)} IS NOT NULL" for name in wanted.columns)
    total = f"COALESCE(SUM({quoted(wanted.summed)}), 0)" if wanted.summed else "COUNT(*)"
    places = ", ".join(str(number) for number in range(1, len(wanted.columns) + 1))
    return f"SELECT {keys}, CAST({total} AS VARCHAR) FROM {table_of(slug)} WHERE {filled} GROUP BY {places}"  # noqa: S608
