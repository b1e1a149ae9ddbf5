"""What may be published of small groups, so that no calculation with published figures leads to one.

Two people who appear in exactly the same published figures cannot be told apart by any calculation with them. So
two rules suffice, and both are exact:

1. *Sets* (`publishable`). Figures of a government, its offices, agencies and services are sums over sets of
   services. A set is published only while every group of people that all published sets together can cut out has
   at least `least` members. Where a small service alone would be hidden, another one is hidden with it.
2. *Crossings* (`safe_columns`). A second split of the same people (classes of answers, bands of a profile) is
   published as totals of its columns beside the totals of the rows. A calculation with both gives each cell of
   the grid the sum of a row's and a column's factor; the cells with a factor other than zero always include a
   whole cut through the grid (between the rows and columns above some value and those below). So nothing small is
   given away if and only if every cut that cuts anybody cuts at least `least`. Columns are merged until that holds.

Periods need no third rule: the table of a quarter or a year is the sum of the tables of its months.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Cell = TypeVar("Cell", bound=Hashable)
Name = TypeVar("Name", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)

#: Columns that are shown as one, in the order in which they were given.
Merged = tuple[Column, ...]


@dataclass(frozen=True)
class Publishable(Generic[Name, Cell]):
    """The names of the sets that may be published, and the groups of cells that can be cut out with them."""

    names: frozenset[Name]
    groups: tuple[frozenset[Cell], ...]


def publishable(
    wanted: Iterable[tuple[Name, Collection[Cell]]], sizes: Mapping[Cell, int], least: int
) -> Publishable[Name, Cell]:
    """Which of the `wanted` sets of cells may be published; earlier ones are more important.

    `sizes` counts the people of each cell. A set without people is published: that nobody answered is no secret.
    """
    names: set[Name] = set()
    groups: list[frozenset[Cell]] = []
    outside = frozenset(cell for cell, size in sizes.items() if size)
    for name, cells in wanted:
        filled = frozenset(cell for cell in cells if sizes.get(cell))
        parts = [part for group in (*groups, outside) for part in (group & filled, group - filled)]
        # The last part is outside of everything that is published: nothing is known of it.
        beyond = parts.pop()
        parts = [part for part in parts if part]
        if all(sum(sizes[cell] for cell in part) >= least for part in parts):
            names.add(name)
            groups, outside = parts, beyond
    return Publishable(frozenset(names), tuple(groups))


def safe_columns(
    grid: Mapping[tuple[Row, Column], int], columns: Sequence[Column], least: int
) -> tuple[Merged[Column], ...]:
    """The columns, the smallest merged with the next smallest until their totals give nothing small away.

    The rows' totals are published, each with at least `least` people. With one column left, its total is that of
    all rows and tells nothing new. Columns without people stay by themselves.
    """
    totals = {
        column: sum(count for (_, other), count in grid.items() if other == column) for column in columns
    }
    merged: list[Merged[Column]] = [(column,) for column in columns if totals[column]]
    while len(merged) > 1 and not is_safe(_rows(grid, merged), least):
        merged.sort(key=lambda group: sum(totals[column] for column in group))
        merged[:2] = [merged[0] + merged[1]]
    empty = [(column,) for column in columns if not totals[column]]
    places = {column: place for place, column in enumerate(columns)}
    tidy = [tuple(sorted(group, key=places.__getitem__)) for group in (*merged, *empty)]
    return tuple(sorted(tidy, key=lambda group: places[group[0]]))


def is_safe(rows: Collection[Sequence[int]], least: int) -> bool:
    """Whether every cut through the grid that cuts anybody cuts at least `least` people.

    For each way to part the columns in two, every row joins the side where it has more people: that is the
    smallest cut of this kind. Rows have at least `least` people, so cuts beside the columns are large enough.
    """
    width = max((len(row) for row in rows), default=0)
    for side in range(1, 2 ** (width - 1) if width > 1 else 1):
        cut = 0
        for row in rows:
            here = sum(count for place, count in enumerate(row) if side >> place & 1)
            cut += min(here, sum(row) - here)
        if 0 < cut < least:
            return False
    return True


def join(
    partitions: Iterable[Sequence[Merged[Column]]], columns: Sequence[Column]
) -> tuple[Merged[Column], ...]:
    """The finest columns that can be added up from each of the partitions: merged where any of them merges."""
    groups: list[set[Column]] = [{column} for column in columns]
    for partition in partitions:
        for merged in partition:
            together = [group for group in groups if not group.isdisjoint(merged)]
            groups = [group for group in groups if group not in together] + [set().union(*together)]
    places = {column: place for place, column in enumerate(columns)}
    tidy = [tuple(sorted(group, key=places.__getitem__)) for group in groups if group]
    return tuple(sorted(tidy, key=lambda group: places[group[0]]))


def _rows(grid: Mapping[tuple[Row, Column], int], merged: Sequence[Merged[Column]]) -> list[tuple[int, ...]]:
    return [
        tuple(sum(grid.get((row, column), 0) for column in group) for group in merged)
        for row in dict.fromkeys(row for row, _ in grid)
    ]
