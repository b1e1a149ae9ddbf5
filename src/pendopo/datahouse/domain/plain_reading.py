"""Conditions back as rules that people choose from lists; what says more than these can say stays a condition."""

import sqlglot
from sqlglot import exp

from pendopo.datahouse.domain.plain_rules import PlainRule, Relation, When, condition_of
from pendopo.datahouse.domain.schema import Schema
from pendopo.kernel.errors import Invalid

_RELATIONS: dict[type[exp.Expr], Relation] = {
    exp.EQ: Relation.EQUAL, exp.LTE: Relation.AT_MOST, exp.LT: Relation.LESS, exp.GTE: Relation.AT_LEAST,
    exp.GT: Relation.MORE, exp.NEQ: Relation.OTHER,
}  # fmt: skip


def plain_rule(condition: str, schema: Schema) -> PlainRule | None:
    """The rule that a checked condition says, when choosing it gives the same condition again."""
    rule = _rule(sqlglot.parse_one(condition, dialect="duckdb", into=exp.Condition), schema)
    if rule is None:
        return None
    try:
        again = sqlglot.parse_one(condition_of(rule, schema), dialect="duckdb", into=exp.Condition)
    except Invalid:
        return None
    return rule if again.sql(dialect="duckdb") == condition else None


def _rule(tree: exp.Expr, schema: Schema) -> PlainRule | None:
    if not isinstance(tree, exp.Or):
        return _held(tree, schema)
    if not isinstance(tree.this, exp.Not):
        return None
    only, held = _held(tree.this.this.unnest(), schema), _held(tree.expression.unnest(), schema)
    if only is None or held is None or only.columns:
        return None
    when = When(only.column, only.relation, only.value)
    return PlainRule(held.column, held.relation, held.columns, held.value, when)


def _held(tree: exp.Expr, schema: Schema) -> PlainRule | None:
    filled = tree.this if isinstance(tree, exp.Not) else None
    if isinstance(filled, exp.Is) and isinstance(filled.this, exp.Column):
        return PlainRule(filled.this.name, Relation.FILLED)
    relation = _RELATIONS.get(type(tree))
    if relation is None or not isinstance(tree.this, exp.Column):
        return None
    column, columns = tree.this.name, _summed(tree.expression)
    if columns:
        return PlainRule(column, relation, columns)
    value = _typed(tree.expression)
    return None if value is None else PlainRule(column, relation, value=value)


def _summed(tree: exp.Expr) -> tuple[str, ...]:
    """The columns that are added up; none when anything else is among them."""
    if isinstance(tree, exp.Column):
        return (tree.name,)
    if isinstance(tree, exp.Add) and isinstance(tree.expression, exp.Column):
        before = _summed(tree.this)
        return (*before, tree.expression.name) if before else ()
    return ()


def _typed(tree: exp.Expr) -> str | None:
    """A literal as people type it."""
    if isinstance(tree, exp.Neg) and isinstance(tree.this, exp.Literal):
        return f"-{_figure(tree.this)}"
    if isinstance(tree, exp.Boolean):
        return "ya" if tree.this else "tidak"
    if isinstance(tree, exp.Cast):
        return _day(str(tree.this.name))
    return _figure(tree) if isinstance(tree, exp.Literal) else None


def _figure(one: exp.Literal) -> str:
    return str(one.this) if one.is_string else str(one.this).replace(".", ",")


def _day(text: str) -> str:
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    return f"{day}/{month}/{year}"
