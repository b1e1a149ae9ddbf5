"""Small groups stay hidden, also from somebody who calculates with everything that is published.

The attacker here is exact: for every group of fewer people than the smallest that may be shown, linear algebra over
fractions says whether any combination of published figures concerns only them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.survey.domain.disclosure import is_safe, join, publishable, safe_columns

LEAST = 5
Cell = tuple[str, str]


def small_groups(sizes: Mapping[Cell, int], least: int) -> Iterator[tuple[Cell, ...]]:
    """Every set of cells with somebody in it, but fewer than `least` people."""
    filled = [cell for cell, size in sizes.items() if 0 < size < least]
    for count in range(1, least):
        for group in combinations(filled, count):
            if sum(sizes[cell] for cell in group) < least:
                yield group


def rank(rows: Sequence[Sequence[int]]) -> int:
    """The rank of a matrix, by exact elimination."""
    left = [[Fraction(value) for value in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[found:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        for row in left[found + 1 :]:
            factor = row[column] / pivot[column]
            row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
        found += 1
    return found


def given_away(
    published: Sequence[Collection[Cell]], sizes: Mapping[Cell, int], least: int = LEAST
) -> list[tuple[Cell, ...]]:
    """The small groups about which alone some combination of the published sums says something.

    Such a combination is zero outside the group. It exists if and only if the published sets, seen outside of the
    group only, depend on each other more than they do as a whole.
    """
    filled = [cell for cell, size in sizes.items() if size]
    matrix = [[int(cell in cells) for cell in filled] for cells in published]
    known = rank(matrix)
    found = []
    for group in small_groups(sizes, least):
        outside = [place for place, cell in enumerate(filled) if cell not in group]
        if rank([[row[place] for place in outside] for row in matrix]) < known:
            found.append(group)
    return found


def services(sizes: Mapping[str, int]) -> dict[Cell, int]:
    return {(name, ""): size for name, size in sizes.items()}


def test_the_attacker_finds_what_careless_publishing_gives_away() -> None:
    sizes = services({"A": 40, "B": 30, "C": 3})
    office, a, b = sizes.keys(), [("A", "")], [("B", "")]
    assert given_away([office, a, b], sizes) == [(("C", ""),)]
    assert given_away([office, a], sizes) == []


def test_a_small_service_takes_another_with_it() -> None:
    sizes = services({"A": 40, "B": 30, "C": 3})
    wanted = [("kantor", sizes.keys()), *((name, [cell]) for cell in sizes for name in cell[:1])]
    assert publishable(wanted, sizes, LEAST).names == {"kantor", "A"}


def test_large_services_are_all_shown_and_empty_ones_too() -> None:
    sizes = services({"A": 40, "B": 5, "C": 0})
    wanted = [("kantor", sizes.keys()), *((cell[0], [cell]) for cell in sizes)]
    assert publishable(wanted, sizes, LEAST).names == {"kantor", "A", "B", "C"}


def test_an_agency_beside_an_office_cannot_be_subtracted() -> None:
    # The agency has three services at the office; the fourth, of another agency, has two answers.
    sizes = services({"A": 20, "B": 20, "C": 20, "D": 2})
    agency = [("A", ""), ("B", ""), ("C", "")]
    wanted = [("kantor", sizes.keys()), ("instansi", agency), *((cell[0], [cell]) for cell in sizes)]
    shown = publishable(wanted, sizes, LEAST)
    assert "instansi" not in shown.names
    assert given_away([sizes.keys(), agency], sizes) == [(("D", ""),)]


@pytest.mark.parametrize(
    ("rows", "safe"),
    [
        ([(20, 20), (20, 20)], True),
        ([(20, 3)], False),
        ([(20, 3), (3, 20)], True),
        ([(20, 0), (0, 20)], True),
        ([(20, 2), (0, 20)], False),
        ([(20, 0, 3), (0, 20, 3)], False),
        ([(9,)], True),
        ([], True),
    ],
)
def test_a_crossing_is_safe_when_no_cut_is_small(rows: list[tuple[int, ...]], safe: bool) -> None:
    assert is_safe(rows, LEAST) is safe


def test_a_small_class_is_merged_with_the_next_smallest() -> None:
    grid = {("A", "kios"): 30, ("A", "slip"): 12, ("A", "kertas"): 2, ("A", "unit"): 0}
    assert safe_columns(grid, ("slip", "kios", "kertas", "unit"), LEAST) == (
        ("slip", "kertas"),
        ("kios",),
        ("unit",),
    )


def test_a_year_merges_what_any_month_merges() -> None:
    january, february = (("a",), ("b", "c"), ("d",)), (("a",), ("b",), ("c", "d"))
    assert join([january, february], "abcd") == (("a",), ("b", "c", "d"))
    assert join([], "ab") == (("a",), ("b",))


SIZES = st.lists(st.one_of(st.integers(0, 7), st.integers(0, 60)), min_size=9, max_size=9)


@settings(max_examples=30)
@given(SIZES, SIZES)
def test_nobody_computes_a_hidden_group_from_published_tables(first: list[int], second: list[int]) -> None:
    """Two months; tables by government, agency, office, service, and by class; the quarter's are their sums."""
    rows, columns = "ABC", ("slip", "kios", "kertas")
    published: list[list[tuple[str, str, str]]] = []
    sizes: dict[tuple[str, str, str], int] = {}
    merges = []
    for month, counts in (("1", first), ("2", second)):
        grid = dict(zip(((row, column) for row in rows for column in columns), counts, strict=True))
        sizes |= {(month, *cell): count for cell, count in grid.items()}
        per_row = {row: sum(grid[row, column] for column in columns) for row in rows}
        wanted = [("kantor", "ABC"), ("instansi", "AB"), *((row, row) for row in rows)]
        shown = publishable(wanted, per_row, LEAST)
        for name, members in wanted:
            if name in shown.names:
                published.append([(month, row, column) for row in members for column in columns])
        if "kantor" in shown.names:
            cells = {
                (place, column): sum(grid[row, column] for row in group)
                for place, group in enumerate(shown.groups)
                for column in columns
            }
            merges.append(safe_columns(cells, columns, LEAST))
            for merged in merges[-1]:
                published.append([(month, row, column) for row in rows for column in merged])
    if len(merges) == 2:
        for merged in join(merges, columns):
            published.append([cell for cell in sizes if cell[2] in merged])
    assert given_away(published, sizes) == []  # type: ignore[arg-type]


@settings(max_examples=40)
@given(st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_the_rule_for_crossings_is_exact(counts: list[int]) -> None:
    """Merged no more than needed: when the rule refuses a crossing, the attacker does find a small group in it."""
    grid = dict(zip(((row, column) for row in "AB" for column in "xyz"), counts, strict=True))
    totals = [[cell for cell in grid if row in cell] for row in "ABxyz"]
    if any(0 < sum(grid[cell] for cell in totals[place]) < LEAST for place in (0, 1)):
        return
    rows = [tuple(grid[row, column] for column in "xyz") for row in "AB"]
    assert is_safe(rows, LEAST) is (given_away(totals, grid) == [])
