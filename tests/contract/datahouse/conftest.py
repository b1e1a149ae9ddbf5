"""A house with five released data sets of two agencies."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from pendopo.directory.queries import forget
from tests.released_data import AT, release_data
from tests.town import build_town


@pytest.fixture
def lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "PENDOPO_LAKE", tmp_path / "lake")
    return tmp_path / "lake"


@pytest.fixture
def house(db: None, lake: Path) -> Path:
    """Open data of dispendukcapil and dinkes, one a day; the last is limited."""
    forget()
    build_town()
    release_data(lake, "penduduk-kecamatan")
    for day, (slug, owner, theme) in enumerate(
        (
            ("akta-kelahiran", "dispendukcapil", "kependudukan"),
            ("stunting", "dinkes", "kesehatan"),
            ("posyandu", "dinkes", "kesehatan"),
        ),
        start=1,
    ):
        release_data(lake, slug, owner=owner, at=AT + timedelta(days=day), theme=theme)
    release_data(
        lake, "rekam-medis", owner="dinkes", at=AT + timedelta(days=4), access="terbatas", licence=""
    )
    return lake
