"""Pieces that several of these pages show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pendopo.datahouse.domain.schema import Field
from pendopo.datahouse.queries.arrivals import ArrivalView
from pendopo.datahouse.web.sending.words import OTHER_PERSONAL, PERSONAL, STAGES, TYPES, WAYS
from pendopo.design.trouble import explain
from pendopo.kernel.errors import DomainError

#: What somebody should say about a column before it is published (MS-Var).
EXPECTED = ("konsep", "definisi")


@dataclass(frozen=True)
class Fault:
    """One line of the error summary."""

    href: str
    text: str


@dataclass(frozen=True)
class ColumnLine:
    """A column as the list shows it."""

    name: str
    title: str
    type: Any
    samples: str
    described: bool
    closed: bool
    personal: Any


def faults(error: DomainError | None, default: str) -> dict[str, Any]:
    """What a form's template needs about a refusal: the summary, and the sentence at its field."""
    if error is None:
        return {"errors": [], "wrong": {}}
    field, said = str(error.facts.get("field") or default), explain(error)
    return {"errors": [Fault(f"#{field}", said)], "wrong": {field: said}}


def choices(words: Mapping[str, tuple[Any, Any]]) -> list[dict[str, Any]]:
    """Radios with hints."""
    return [{"value": value, "label": label, "hint": hint} for value, (label, hint) in words.items()]


def arrival_lines(arrivals: Iterable[ArrivalView]) -> list[tuple[ArrivalView, str, Any, Any]]:
    """Arrivals with sign and word of their stage, and how they came."""
    return [(one, *STAGES[one.stage], WAYS[one.way]) for one in arrivals]


def column_lines(arrival: ArrivalView) -> list[ColumnLine]:
    """The columns of an arrival that waits."""
    samples = arrival.report.get("samples", {})
    personal = {one["column"]: PERSONAL.get(one["kind"], OTHER_PERSONAL) for one in _personal(arrival)}
    fields = arrival.schema.fields if arrival.schema else ()
    return [_column(one, samples.get(one.name, []), personal.get(one.name)) for one in fields]


def _column(field: Field, samples: list[str], personal: Any) -> ColumnLine:
    return ColumnLine(
        name=field.name,
        title=field.title or field.name,
        type=TYPES[field.type],
        samples=" · ".join(samples),
        described=all(str(field.ms_var.get(name, "")).strip() for name in EXPECTED),
        closed=field.closed,
        personal=personal,
    )


def personal_lines(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What looks like personal data: column, what it is, how many cells, where first, and what to do."""
    return [
        {
            "column": one["column"],
            "words": PERSONAL.get(one["kind"], OTHER_PERSONAL),
            "cells": one["cells"],
            "rows": ", ".join(str(row) for row in one["rows"] if row),
        }
        for one in report.get("personal_data", ())
    ]


def _personal(arrival: ArrivalView) -> Iterable[Mapping[str, Any]]:
    found: Iterable[Mapping[str, Any]] = arrival.report.get("personal_data", ())
    return found
