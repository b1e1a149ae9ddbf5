"""The one SELECT that the house asks of an agency's database, and the part of its answer that is new.

Reading only is held three times: here, by the session that the house opens, and best by the rights of the user
that the agency made for it.
"""

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from pendopo.kernel.errors import Invalid

LONGEST = 20_000


def checked_query(sql: str, *, mysql: bool) -> str:
    """The query itself when it is one SELECT; raises `Invalid` with the remedy."""
    return _parsed(sql, mysql).sql(dialect=_dialect(mysql), comments=False)


def statement(sql: str, since: str, *, mysql: bool, newer: bool, again: bool) -> str:
    """What is sent to the database. With `since` the rows come in the order of that column.

    `newer`: only rows above a value, the parameter `%s` (so that a `%` of the query itself is doubled); `again` takes
    rows with that very value too, for deliveries that replace rows by key. Raises `Invalid`.
    """
    inner = _parsed(sql, mysql).sql(dialect=_dialect(mysql), comments=False)
    if not since:
        return inner
    name = f"`{since}`" if mysql else f'"{since}"'
    sign = ">=" if again else ">"
    limit = f" WHERE sumber.{name} {sign} %s" if newer else ""
    inner = inner.replace("%", "%%") if newer else inner
    return f"SELECT * FROM ({inner}) AS sumber{limit} ORDER BY sumber.{name}"  # noqa: S608 checked above


def _dialect(mysql: bool) -> str:
    return "mysql" if mysql else "postgres"


def _parsed(sql: str, mysql: bool) -> exp.Expr:
    if not sql.strip():
        raise Invalid("Tulis kueri SELECT yang mengambil datanya.", field="query")
    if len(sql) > LONGEST:
        raise Invalid("Kueri lebih panjang dari {longest} huruf.", field="query", longest=LONGEST)
    try:
        trees = [tree for tree in sqlglot.parse(sql, dialect=_dialect(mysql)) if tree is not None]
    except (SqlglotError, RecursionError):
        raise Invalid(
            "Kueri tidak dapat dibaca sebagai SQL. Coba dahulu di basis datanya.", field="query"
        ) from None
    if len(trees) != 1 or not isinstance(trees[0], exp.Query):
        raise Invalid("Tulis tepat satu perintah SELECT.", field="query")
    tree = trees[0]
    if tree.find(exp.Into, exp.Lock, exp.Insert, exp.Update, exp.Delete, exp.Command):
        raise Invalid(
            "Kueri hanya boleh membaca: tanpa INTO, FOR UPDATE, INSERT, UPDATE, atau DELETE.", field="query"
        )
    return tree
