"""Questions of which only aggregates leave: no cell of a small group, and none that the total gives away.

Somebody who was granted the aggregates of a data set may ask counts, sums and means over it, also joined with other
tables by pseudonyms. The question has to be one plain SELECT, for only then can be said whom each cell is about.
Every cell is counted by people (by pseudonym where the table has one, by row otherwise). A cell with fewer than
`smallest` is left out; and when cells are left out, the next smallest go with them until at least two cells and
`smallest` people are missing, so that the total less what is shown never leads to one cell.

What is proved: from one answer together with the total of the same question nobody can compute a cell of fewer than
`smallest` people. What is not: two questions that differ by one person differ by that person. Therefore pseudonyms
may only join tables, never choose or name somebody, and every question is in a log that the owner reads.
"""

from collections.abc import Mapping

import sqlglot
from sqlglot import exp

from pendopo.datahouse.domain.errors import QueryRefused
from pendopo.datahouse.domain.gate import PREFIX, checked, pointed

#: The column of ours that tells whom a row is about.
UNIT = PREFIX + "unit"
_COUNT = PREFIX + "n"
_AGGREGATES = (exp.Count, exp.Sum, exp.Avg)
_NEVER = (
    exp.SetOperation, exp.With, exp.Subquery, exp.Window, exp.Qualify, exp.Having, exp.Lateral, exp.Filter,
    exp.GroupingSets, exp.Rollup, exp.Cube, exp.Values, exp.Exists,
)  # fmt: skip


def aggregated(
    sql: str, relations: Mapping[str, str], smallest_of: Mapping[str, int], pseudonyms: frozenset[str]
) -> str:
    """`sql` for the engine, with small cells left out. Raises `QueryRefused`.

    `smallest_of` names those tables of `relations` of which only aggregates may leave, with their smallest group;
    they have a column `UNIT`. `pseudonyms` are the columns of all tables that hold one, in small letters.
    """
    tree = checked(sql)
    if not isinstance(tree, exp.Select):
        raise QueryRefused(why=_WHY)
    _plain_shape(tree)
    tables = {table.alias_or_name: table.name.lower() for table in tree.find_all(exp.Table)}
    protected = tuple(alias for alias, name in tables.items() if name in smallest_of)
    _pseudonyms_only_join(tree, pseudonyms)
    smallest = max(smallest_of[tables[alias]] for alias in protected)
    return _without_small_cells(tree, relations, protected, smallest)


_WHY = (
    "dari data ini hanya jumlah dan rata-rata yang boleh keluar; tulis satu SELECT dengan count, sum, atau avg, "
    "tanpa subkueri, WITH, UNION, HAVING, atau FILTER"
)


def _plain_shape(tree: exp.Select) -> None:
    if tree.find(*_NEVER) or len(list(tree.find_all(exp.Select))) > 1 or tree.args.get("distinct"):
        raise QueryRefused(why=_WHY)
    if not any(tree.find_all(*_AGGREGATES)):
        raise QueryRefused(why=_WHY)
    for one in tree.find_all(exp.AggFunc):
        if not isinstance(one, _AGGREGATES):
            raise QueryRefused(
                why=f"dari data ini {one.sql_name().lower()} tidak boleh keluar; pakai count, sum, atau avg"
            )
        if not isinstance(_inside(one), exp.Column | exp.Star) or len(one.expressions) > 0:
            raise QueryRefused(why="dalam count, sum, dan avg hanya boleh satu kolom")
    for ordered in tree.find_all(exp.Ordered):
        if not isinstance(ordered.this, exp.Column | exp.Literal):
            raise QueryRefused(why="urutkan menurut nama atau nomor kolom hasil")
    _plain_joins(tree)


def _plain_joins(tree: exp.Select) -> None:
    for one in tree.args.get("joins") or ():
        if not isinstance(one.this, exp.Table) or not (one.args.get("on") or one.args.get("using")):
            raise QueryRefused(why="gabungkan tabel dengan JOIN … USING (kolom) atau ON a.kolom = b.kolom")
        if one.side not in ("", "LEFT") or one.kind not in ("", "INNER", "OUTER") or one.method:
            raise QueryRefused(why="hanya JOIN dan LEFT JOIN yang diizinkan di sini")


def _inside(one: exp.Expr) -> exp.Expr | None:
    """What is aggregated: a column, also after DISTINCT, or the star."""
    inside: exp.Expr | None = one.this
    if isinstance(inside, exp.Distinct) and len(inside.expressions) == 1:
        inside = inside.expressions[0]
    return inside


def _pseudonyms_only_join(tree: exp.Select, pseudonyms: frozenset[str]) -> None:
    """A pseudonym names one person: it may stand in USING, in `a.x = b.x` of ON, and in count(DISTINCT x)."""
    for column in tree.find_all(exp.Column):
        if column.name.lower() not in pseudonyms:
            continue
        above = column.parent
        if not _joins(above) and not (
            isinstance(above, exp.Distinct) and isinstance(above.parent, exp.Count)
        ):
            raise QueryRefused(why=f"sandi “{column.name}” hanya untuk menggabungkan tabel (ON atau USING)")


def _joins(condition: exp.Expr | None) -> bool:
    """Whether this is `a.x = b.y` in ON, which has to hold for the join, not one of several possibilities."""
    if not isinstance(condition, exp.EQ):
        return False
    columns = isinstance(condition.this, exp.Column) and isinstance(condition.expression, exp.Column)
    return columns and isinstance(_top(condition).parent, exp.Join)


def _top(node: exp.Expr) -> exp.Expr:
    while isinstance(node.parent, exp.And | exp.Paren):
        node = node.parent
    return node


def _without_small_cells(
    tree: exp.Select, relations: Mapping[str, str], protected: tuple[str, ...], smallest: int
) -> str:
    names = _output_names(tree)
    order, limit, offset = (tree.args.pop(part, None) for part in ("order", "limit", "offset"))
    tree.select(exp.alias_(_people(tree, protected, smallest), _COUNT), copy=False)
    for number, one in enumerate(tree.expressions[:-1]):
        shown = one.this if isinstance(one, exp.Alias) else one
        tree.expressions[number].replace(exp.alias_(shown.copy(), names[number], quoted=True))
    ours, cells = pointed(tree, relations)
    shown = ", ".join(exp.to_identifier(name, quoted=True).sql(dialect="duckdb") for name in names)
    ranked = (
        f"SELECT *, row_number() OVER (ORDER BY {_COUNT}) AS {PREFIX}place, min({_COUNT}) OVER () AS {PREFIX}least, "  # noqa: S608
        f"sum({_COUNT}) OVER (ORDER BY {_COUNT} ROWS UNBOUNDED PRECEDING) - {_COUNT} AS {PREFIX}before FROM ({cells})"
    )
    tail = " ".join(part.sql(dialect="duckdb") for part in (order, limit, offset) if part is not None)
    return (
        f"{ours} SELECT {shown} FROM ({ranked}) WHERE NOT ({PREFIX}least < {smallest} AND "  # noqa: S608
        f"({_COUNT} < {smallest} OR {PREFIX}place <= 2 OR {PREFIX}before < {smallest})) {tail}".rstrip()
    )


def _output_names(tree: exp.Select) -> list[str]:
    names = [
        one.alias_or_name if isinstance(one, exp.Alias | exp.Column) else one.sql(dialect="duckdb").lower()
        for one in tree.expressions
    ]
    if len({name.lower() for name in names}) < len(names):
        raise QueryRefused(why="beri tiap kolom hasil nama sendiri, misalnya count(*) AS jumlah")
    if any(isinstance(one, exp.Star) for one in tree.expressions):
        raise QueryRefused(why=_WHY)
    return names


def _people(tree: exp.Select, protected: tuple[str, ...], smallest: int) -> exp.Expr:
    """How many people a cell is about: the fewest of any protected table and any column that is aggregated.

    An empty cell tells as much as a full one: where 1 to `smallest` - 1 people lack a value, nobody may count them.
    """
    units = [f"{exp.to_identifier(alias, quoted=True).sql()}.{UNIT}" for alias in protected]
    counts = [f"count(DISTINCT {unit})" for unit in units]
    for column in {
        inside.sql(dialect="duckdb")
        for one in tree.find_all(*_AGGREGATES)
        if isinstance(inside := _inside(one), exp.Column)
    }:
        for unit in units:
            without = f"count(DISTINCT CASE WHEN {column} IS NULL THEN {unit} END)"
            filled = f"count(DISTINCT CASE WHEN {column} IS NOT NULL THEN {unit} END)"
            counts.append(f"CASE WHEN {without} BETWEEN 1 AND {smallest - 1} THEN 0 ELSE {filled} END")
    text = counts[0] if len(counts) == 1 else f"least({', '.join(counts)})"
    return sqlglot.parse_one(text, dialect="duckdb")
