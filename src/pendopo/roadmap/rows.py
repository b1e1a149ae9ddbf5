"""How domain values stand in columns of JSON, for the store and the queries."""

from typing import Any

import msgspec

from pendopo.roadmap.domain.initiatives import Facts
from pendopo.roadmap.domain.plan.problem import Initiative, Problem
from pendopo.roadmap.domain.plans import Stored


def facts_json(facts: Facts) -> dict[str, Any]:
    """Facts as JSON."""
    return dict(msgspec.to_builtins(facts))


def facts_from(value: dict[str, Any]) -> Facts:
    """The facts that stand in a column."""
    return msgspec.convert(value, Facts)


def plan_json(one: Initiative) -> dict[str, Any]:
    """What the optimizer knows of an initiative, as JSON."""
    return dict(msgspec.to_builtins(one))


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as JSON; years become texts, as JSON wants them."""
    return dict(msgspec.json.decode(msgspec.json.encode(problem)))


def problem_from(value: dict[str, Any]) -> Problem:
    """The problem that stands in a column."""
    return msgspec.json.decode(msgspec.json.encode(value), type=Problem)


def answer_json(kept: Stored) -> dict[str, Any]:
    """An answer as JSON."""
    return dict(msgspec.json.decode(msgspec.json.encode(kept)))


def answer_from(value: dict[str, Any]) -> Stored:
    """The answer that stands in a column."""
    return msgspec.json.decode(msgspec.json.encode(value), type=Stored)
