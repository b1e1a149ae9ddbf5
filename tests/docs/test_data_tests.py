"""The page that says what bad data do: every kind of the list is there, and all tests that it names."""

import re

from tests.docs.pages import REPOSITORY

PAGE = REPOSITORY / "docs" / "data-tests.md"
#: What the house of data was asked to survive.
ASKED = (
    "encodings", "decimal signs", "three lines", "merged", "dates as numbers", "formulas and errors",
    "cut in the middle",
    "duplicate keys", "drift", "zip bombs", "writes", "reads files", "runs forever", "eats memory", "personal data",
)  # fmt: skip


def test_every_kind_of_bad_input_is_shown_by_tests_that_there_are() -> None:
    rows = dict(re.findall(r"^\| ([^|]+) \|[^|]+\|([^|]+)\|$", PAGE.read_text(), re.M))
    kinds = " ".join(rows)
    assert [one for one in ASKED if one not in kinds] == []
    tests = "".join(file.read_text() for file in (REPOSITORY / "tests").rglob("test_*.py"))
    for kind, shown in list(rows.items())[1:]:
        named = re.findall(r"`([^`]+)`", shown)
        assert named, kind
        for name in named:
            known = (REPOSITORY / name).exists() if "/" in name else f"def {name}(" in tests
            assert known, f"{kind}: {name}"
