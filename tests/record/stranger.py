"""Somebody outside, who has the stand-alone verifier, its memory, and what is public."""

from pathlib import Path

import pytest

from tests.unit.verify.small_log import load_verifier


class Stranger:
    """`told` is what the verifier said last on its error output."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.verifier, self.folder, self.capsys, self.told = load_verifier(), folder, capsys, ""

    def ask(self, verb: str, *words: object) -> int:
        """Run a verb of the verifier; its exit status."""
        evidence = ["--evidence", str(self.folder / "evidence")]
        memory = ["--state", str(self.folder / "memory")] if verb == "monitor" else []
        found = self.verifier.main([verb, *map(str, words), *memory, *evidence])
        self.told = self.capsys.readouterr().err
        return int(found)
