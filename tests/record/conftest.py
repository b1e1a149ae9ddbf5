"""A site whose record lies in a folder of the test, and somebody who checks it from outside."""

from pathlib import Path
from typing import Any

import pytest

from tests.record.stranger import Stranger


@pytest.fixture
def site(settings: Any, tmp_path: Path) -> Any:
    """Settings whose keys and logs lie in a folder of this test."""
    places = {"PENDOPO_DATA": str(tmp_path / "data"), "PENDOPO_RECORD_MEMORY": str(tmp_path / "kept")}
    settings.ENV = settings.ENV | places
    return settings.ENV


@pytest.fixture
def stranger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Stranger:
    return Stranger(tmp_path / "stranger", capsys)
