"""Figures in columns that line up."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any


def print_facts(command: str, facts: Mapping[str, str]) -> None:
    """What was run, and where."""
    print(command)
    for name, fact in facts.items():
        print(f"  {name:<12} {fact}")


def print_table(
    columns: Mapping[str, Callable[[dict[str, Any]], str]], rows: Sequence[dict[str, Any]]
) -> None:
    """One line per row; `columns` tell the heading and how a row's value is written."""
    lines = [list(columns), *([write(row) for write in columns.values()] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns))]
    for line in lines:
        print("  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True)))
