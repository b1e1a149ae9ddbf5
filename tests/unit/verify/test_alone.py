"""The verifier stands alone, and knows what the record may hold."""

import ast
import sys
from types import ModuleType

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
