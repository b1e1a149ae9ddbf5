"""Official test vectors of public specifications, from a folder beside this repository, which does not contain them."""

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "vectors"


def vectors(name: str) -> list[dict[str, Any]]:
    """The vectors of one file; the test is left out where the folder is absent."""
    file = FOLDER / f"{name}.json"
    if not file.exists():
        pytest.skip("the official vectors are not beside this repository (../shared/vectors)")
    return json.loads(file.read_text())["vectors"]
