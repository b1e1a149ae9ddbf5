"""The gate in front of every engine: one SELECT, known tables, known functions, policies written into the SQL.

A question is parsed, and every kind of node in it has to be on a list: what is not known here is refused, not
passed on. Each data set is replaced by a common table expression that has the asker's rows and columns only, so
that no way of writing the question (subquery, alias, union, star) reaches more.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from pendopo.datahouse.domain.errors import QueryRefused, SchemaRefused

#: Our expressions begin with this; no name of the asker may.
PREFIX = "_pendopo_"
#: What may stand in the place of a table. The engine takes other names for paths of files, and these beginnings
#: for its own tables.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,62}", re.ASCII)
_ENGINES_OWN = ("duckdb", "pg_", "sqlite", "pragma", "information")
_LONGEST = 20_000
_DEEPEST = 200

_NODES = {
    "Select", "Subquery", "Union", "Intersect", "Except", "With", "CTE", "TableAlias", "Table", "Identifier",
    "Column", "Star", "Alias", "Aliases", "Literal", "Boolean", "Null", "Paren", "Tuple", "From", "Where", "Group",
    "Having", "Order", "Ordered", "Limit", "Offset", "Join", "Distinct", "Qualify", "Window", "WindowSpec", "Filter",
    "WithinGroup", "Named", "GroupingSets", "Rollup", "Cube", "Lateral", "Interval", "Var", "DataType",
    "DataTypeParam", "Case", "If", "And", "Or", "Xor", "Not", "EQ", "NEQ", "GT", "GTE", "LT", "LTE", "Is", "In",
    "Between", "Like", "ILike", "Escape", "SimilarTo", "NullSafeEQ", "NullSafeNEQ", "Exists", "Any", "All",
    "Add", "Sub", "Mul", "Div", "IntDiv", "Mod", "Neg", "DPipe", "Concat", "Cast", "TryCast", "Extract",
    "AtTimeZone", "Kwarg", "Values", "IgnoreNulls", "RespectNulls", "SafeDivide", "PropertyEQ", "Dot",
}  # fmt: skip
_FUNCTIONS = {
    "COUNT", "COUNT_IF", "SUM", "AVG", "MIN", "MAX", "MEDIAN", "QUANTILE", "PERCENTILE_CONT", "PERCENTILE_DISC",
    "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "VARIANCE", "VARIANCE_POP", "VAR_SAMP", "VAR_POP", "CORR", "COVAR_POP",
    "COVAR_SAMP", "MODE", "APPROX_DISTINCT", "ANY_VALUE", "ARG_MAX", "ARG_MIN", "LOGICAL_OR", "LOGICAL_AND",
    "BOOL_AND", "BOOL_OR", "STRING_AGG", "GROUP_CONCAT", "ROW_NUMBER", "RANK", "DENSE_RANK", "PERCENT_RANK",
    "CUME_DIST", "NTILE",
    "LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE", "NTH_VALUE", "FIRST", "LAST", "ABS", "ROUND", "CEIL", "FLOOR", "SQRT",
    "POW", "POWER", "EXP", "LN", "LOG", "SIGN", "TRUNC", "GREATEST", "LEAST", "COALESCE", "NULLIF", "IF",
    "IFNULL", "LOWER", "UPPER", "TRIM", "LTRIM", "RTRIM", "LENGTH", "SUBSTRING", "LEFT", "RIGHT", "REPLACE", "CONCAT",
    "CONCAT_WS", "STARTS_WITH",
    "ENDS_WITH", "CONTAINS", "STR_POSITION", "STRPOS", "SPLIT_PART", "REVERSE", "INITCAP", "REGEXP_LIKE",
    "REGEXP_FULL_MATCH", "REGEXP_EXTRACT", "REGEXP_REPLACE", "YEAR", "MONTH", "DAY", "QUARTER", "WEEK", "HOUR",
    "MINUTE", "SECOND", "DAY_OF_WEEK", "DAY_OF_YEAR", "DATE_TRUNC", "TIMESTAMP_TRUNC", "DATE_DIFF", "DATE_ADD",
    "DATE_SUB", "DATE", "TO_DATE", "TIME_TO_STR", "STR_TO_TIME", "CURRENT_DATE", "LAST_DAY", "EXTRACT", "CAST",
    "TRY_CAST", "CASE", "TS_OR_DS_TO_DATE", "DATE_FROM_PARTS", "TIMESTAMP_DIFF", "SAFE_DIVIDE", "ISNULL", "EXISTS",
    "MAKE_DATE", "DATE_PART", "DATEDIFF", "STRFTIME", "STRPTIME", "ISFINITE", "ISNAN", "UNICODE", "CHR",
}  # fmt: skip


def guarded(sql: str, relations: Mapping[str, str]) -> str:
    """`sql` for the engine, with each table of `relations` replaced by its text. Raises `QueryRefused`.

    `relations` maps the tables that the asker may use to a SELECT with the policy in it.
    """
    ours, asked = pointed(checked(sql), relations)
    # Beside the WITH of the question, not around it: an ORDER BY inside a subquery promises nothing.
    return f"{ours}, {asked[5:]}" if ours and asked.startswith("WITH ") else f"{ours} {asked}".lstrip()


def checked(sql: str) -> exp.Expr:
    """The question as a tree in which nothing is unknown. Raises `QueryRefused`."""
    tree = _parsed(sql)
    _every_node_is_known(tree)
    for name in tree.find_all(exp.Identifier):
        if name.name.lower().startswith(PREFIX):
            raise QueryRefused(why=f"nama “{name.name}” tidak boleh dipakai")
    return tree


def pointed(tree: exp.Expr, relations: Mapping[str, str]) -> tuple[str, str]:
    """A checked question for the engine: a WITH for those `relations` that it uses, and itself, pointed at them."""
    known = {name.lower(): name for name in relations}
    _refuse_shadows(tree, known)
    used = []
    for table in list(tree.find_all(exp.Table)):
        name = table.name.lower()
        if table.args.get("db") or table.args.get("catalog") or not isinstance(table.this, exp.Identifier):
            raise QueryRefused(
                why="tabel hanya disebut dengan nama kumpulan datanya, tanpa fungsi dan tanpa skema"
            )
        if name in known:
            _replace(table, name)
            used.append(known[name])
        elif name not in _defined_before(table):
            raise QueryRefused(why=f"tabel “{table.name}” tidak ada, atau tidak terbuka bagi Anda")
    ours = ", ".join(f'"{PREFIX}{name.lower()}" AS ({relations[name]})' for name in dict.fromkeys(used))
    return (f"WITH {ours}" if ours else ""), tree.sql(dialect="duckdb", comments=False)


def tables_in(sql: str) -> tuple[str, ...]:
    """The names in the places of tables, in small letters: what has to be looked up before `guarded`."""
    return tuple(dict.fromkeys(table.name.lower() for table in _parsed(sql).find_all(exp.Table)))


def checked_condition(text: str, columns: Sequence[str], where: str) -> str:
    """A condition over the columns of one row, quoted for the engine. Raises `SchemaRefused`."""
    try:
        tree = sqlglot.parse_one(text, dialect="duckdb", into=exp.Condition)
        _every_node_is_known(tree)
    except QueryRefused as refusal:
        raise SchemaRefused(where=where, why=str(refusal.facts["why"])) from None
    except (SqlglotError, RecursionError):
        raise SchemaRefused(where=where, why="syarat tidak dapat dibaca sebagai SQL") from None
    if tree.find(exp.Select, exp.Star, exp.Window, exp.AggFunc):
        raise SchemaRefused(where=where, why="syarat hanya membandingkan kolom dalam satu baris")
    known = {name.lower(): name for name in columns}
    for column in tree.find_all(exp.Column):
        if column.table or column.name.lower() not in known:
            raise SchemaRefused(where=where, why=f"kolom “{column.sql()}” tidak ada")
        column.set("this", exp.to_identifier(known[column.name.lower()], quoted=True))
    return tree.sql(dialect="duckdb", comments=False)


def columns_of_condition(condition: str) -> tuple[str, ...]:
    """The columns that a checked condition compares, in the order in which it names them."""
    tree = sqlglot.parse_one(condition, dialect="duckdb", into=exp.Condition)
    return tuple(dict.fromkeys(one.name for one in tree.find_all(exp.Column, bfs=False)))


def _parsed(sql: str) -> exp.Expr:
    if len(sql) > _LONGEST:
        raise QueryRefused(why=f"lebih panjang dari {_LONGEST} huruf")
    if sql.count("[") > _DEEPEST:
        # Lists are not for questions, and the parser takes seconds for a thousand of them.
        raise QueryRefused(why="terlalu banyak kurung siku")
    try:
        trees = [tree for tree in sqlglot.parse(sql, dialect="duckdb") if tree is not None]
    except (SqlglotError, RecursionError) as fault:
        raise QueryRefused(why=_place(fault)) from None
    if len(trees) != 1:
        raise QueryRefused(why="tulis tepat satu perintah SELECT")
    if not isinstance(trees[0], exp.Query):
        raise QueryRefused(why="hanya SELECT yang diizinkan")
    if any(not one.expressions for one in trees[0].find_all(exp.Select)):
        raise QueryRefused(why="SELECT tanpa kolom")
    return trees[0]


def _place(fault: Exception) -> str:
    details = getattr(fault, "errors", None)
    if details and details[0].get("line"):
        return f"baris {details[0]['line']} kolom {details[0]['col']} tidak dapat dibaca sebagai SQL"
    return "tidak dapat dibaca sebagai SQL"


def _every_node_is_known(tree: exp.Expr) -> None:
    for node in _walked(tree):
        kind = type(node).__name__
        if kind in _NODES:
            continue
        if isinstance(node, exp.Func):
            name = node.name if isinstance(node, exp.Anonymous | exp.AnonymousAggFunc) else node.sql_name()
            if str(name).upper() in _FUNCTIONS:
                continue
            raise QueryRefused(why=f"fungsi {str(name).lower()} tidak tersedia")
        raise QueryRefused(why=f"bagian “{_quoted_part(node)}” tidak diizinkan ({kind})")


def _walked(tree: exp.Expr) -> Iterator[exp.Expr]:
    """Every node. Raises `QueryRefused` where they stand too deep for anything that follows, which is recursive."""
    level, depth = [tree], 0
    while level:
        if depth > _DEEPEST:
            raise QueryRefused(why="bersarang terlalu dalam, atau terlalu panjang berantai")
        yield from level
        level, depth = [child for node in level for child in node.iter_expressions()], depth + 1


def _quoted_part(node: exp.Expr) -> str:
    try:
        return node.sql(dialect="duckdb")[:60]
    except RecursionError:
        return "…"


def _refuse_shadows(tree: exp.Expr, known: Mapping[str, str]) -> None:
    for cte in tree.find_all(exp.CTE):
        name = cte.alias.lower()
        if name in known or name.startswith(_ENGINES_OWN) or not _PLAIN.fullmatch(cte.alias):
            raise QueryRefused(why=f"nama “{cte.alias}” dalam WITH tidak dapat dipakai; pilih nama lain")
    if any(one.args.get("recursive") for one in tree.find_all(exp.With)):
        raise QueryRefused(why="WITH RECURSIVE tidak tersedia")


def _defined_before(table: exp.Expr) -> Iterator[str]:
    """Names of WITH that the engine resolves at this place: those around it, and in its own WITH only earlier ones.

    An expression that names itself, or a later one, would reach past the question: to whatever else has that name.
    """
    below, above = table, table.parent
    while above is not None:
        defined = above.args.get("with_")
        if isinstance(above, exp.With):
            yield from (cte.alias.lower() for cte in above.expressions[: below.index])
        elif defined is not None and defined is not below:
            yield from (cte.alias.lower() for cte in defined.expressions)
        below, above = above, above.parent


def _replace(table: exp.Table, name: str) -> None:
    """Point at our expression under the name that the rest of the question uses."""
    if not table.alias:
        table.set("alias", exp.TableAlias(this=exp.to_identifier(table.name, quoted=True)))
    table.set("this", exp.to_identifier(PREFIX + name, quoted=True))
