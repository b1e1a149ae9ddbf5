"""A house with five released data sets of two agencies."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.released_data import AT, release_data
from tests.standing import standing_copies
from tests.town import build_town


@pytest.fixture
def lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "PENDOPO_LAKE", tmp_path / "lake")
    return tmp_path / "lake"


@pytest.fixture(scope="module")
def five(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Path]]:
    """The lake of open data of dispendukcapil and dinkes, one a day; the last is limited."""
    lake = tmp_path_factory.mktemp("house") / "lake"
    with standing_copies(django_db_blocker, lambda: release_five(lake)) as copy:
        yield copy


@pytest.fixture
def house(five: Callable[[], Path], db: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site has the lake with the five."""
    lake = five()
    monkeypatch.setattr(settings, "PENDOPO_LAKE", lake)
    return lake


def release_five(lake: Path) -> Path:
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
