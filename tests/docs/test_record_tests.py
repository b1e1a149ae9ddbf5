"""The page that says which test shows what of the public record: all points are there, and all tests that it names."""

import re

from tests.docs.pages import REPOSITORY

PAGE = REPOSITORY / "docs" / "record-tests.md"


def test_every_point_of_the_design_is_shown_by_tests_that_there_are() -> None:
    rows = dict(re.findall(r"^\| (T\d+|fuzz) \|[^|]+\|([^|]+)\|$", PAGE.read_text(), re.M))
    assert list(rows) == [*(f"T{number}" for number in range(1, 14)), "fuzz"]
    tests = "".join(file.read_text() for file in (REPOSITORY / "tests").rglob("test_*.py"))
    for point, shown in rows.items():
        named = re.findall(r"`([^`]+)`", shown)
        assert named, point
        for name in named:
            known = (REPOSITORY / name).exists() if "/" in name else f"def {name}(" in tests
            assert known, f"{point}: {name}"
