"""A copy of the shipped content that a test may change."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "content"
    shutil.copytree(settings.CONTENT, copy)
    return copy
