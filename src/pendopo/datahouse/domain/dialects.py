"""Guarded questions for other engines. The text is ours or has passed the gate; only its dialect changes here."""

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from pendopo.datahouse.domain.errors import QueryRefused


def for_spark(question: str) -> str:
    """A question in the dialect of Spark, with the arithmetic of DuckDB. Raises `QueryRefused`.

    Averages and quotients of exact decimals are binary numbers in DuckDB, while Spark would round them.
    """
    try:
        tree = sqlglot.parse_one(question, dialect="duckdb")
        return tree.transform(_as_binary).sql(dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    except (SqlglotError, RecursionError):
        raise QueryRefused(why="bentuk ini tidak tersedia pada mesin yang dipilih") from None


def _as_binary(node: exp.Expr) -> exp.Expr:
    if (isinstance(node, exp.Avg) and not isinstance(node.this, exp.Distinct)) or type(node) is exp.Div:
        node.set("this", _double(node.this))
    return node


def _double(value: exp.Expr) -> exp.Expr:
    if isinstance(value, exp.Cast) and value.to.this == exp.DataType.Type.DOUBLE:
        return value
    return exp.cast(value, exp.DataType.Type.DOUBLE)
