"""The verifier stands alone, and knows what the record may hold."""

import ast
import re
import sys
from types import ModuleType

import pytest

from pendopo.ledger.domain.entries import TYPES
from tests.unit.verify.small_log import VERIFIER


def test_it_needs_python_and_cryptography_only() -> None:
    imported = set()
    for node in ast.walk(ast.parse(VERIFIER.read_text())):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert imported - sys.stdlib_module_names == {"cryptography"}


def test_it_knows_the_types_and_fields_that_the_program_writes(verifier: ModuleType) -> None:
    written = {
        log: {name: (set(kind.required), set(kind.optional)) for name, kind in types.items()}
        for log, types in TYPES.items()
    }
    known = {
        log: {
            name: (
                {one for one in fields if "?" not in one},
                {one.rstrip("?") for one in fields if "?" in one},
            )
            for name, fields in types.items()
        }
        for log, types in verifier.TYPES.items()
    }
    assert {log: types for log, types in known.items() if types or log in written} == written


def test_the_page_knows_the_same_types() -> None:
    """How it reads their fields is tested with node; a type that only one of both knows would be a false alarm."""
    page = VERIFIER.parents[1] / "frontend" / "js" / "_entry-types.js"
    table = page.read_text().partition("export const TYPES = {")[2].partition("\n};")[0]
    known: dict[str, set[str]] = {}
    for log, types in re.findall(r"^  (\w+): \{\n(.*?)^  \},", table, re.MULTILINE | re.DOTALL):
        known[log] = set(re.findall(r'^    "([a-z.]+/\d+)":', types, re.MULTILINE))
    assert known == {log: set(types) for log, types in TYPES.items()}


@pytest.mark.parametrize("name", ["verification.md", "verifikasi.md"])
def test_every_step_is_explained_in_both_languages(verifier: ModuleType, name: str) -> None:
    text = (VERIFIER.parents[1] / "docs" / name).read_text()
    assert re.findall(r"^\*\*(\d+\.\d)\*\* ", text, re.MULTILINE) == list(verifier.STEPS)


def test_every_fault_names_a_step_that_there_is(verifier: ModuleType) -> None:
    named = set(re.findall(r'"(\d+\.\d)"', VERIFIER.read_text()))
    assert named == set(verifier.STEPS)


def test_the_page_in_the_browser_takes_the_same_steps(verifier: ModuleType) -> None:
    code = "".join(
        (VERIFIER.parents[1] / "frontend" / "js" / name).read_text() for name in ("_record.js", "verify.js")
    )
    page = (VERIFIER.parents[1] / "src/pendopo/portal/web/verify.py").read_text()
    shown = set(re.findall(r'"(\d+\.\d)"', page))
    assert set(re.findall(r'"(\d+\.\d)"', code)) == shown
    assert shown <= set(verifier.STEPS)
