"""Exact totals of a data set for the rules of another one: of the same agency, or open to everybody."""

from pendopo.datahouse.domain.errors import SchemaRefused, UnknownDataset
from pendopo.datahouse.domain.names import table_of
from pendopo.datahouse.domain.policy import OPERATOR, Viewer, quoted
from pendopo.datahouse.domain.protection import Treatment
from pendopo.datahouse.domain.totals import Wanted, fitting
from pendopo.datahouse.models import Dataset
from pendopo.datahouse.queries.asking import ask_sql
from pendopo.datahouse.queries.reaching import Reached, reached


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
