from types import ModuleType

import pytest

from tests.unit.verify.small_log import load_verifier


@pytest.fixture(scope="session")
def verifier() -> ModuleType:
    """The stand-alone verifier."""
    return load_verifier()
