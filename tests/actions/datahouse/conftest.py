"""A house of data to deliver to."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pysail.spark import SparkConnectServer

from pendopo.datahouse.actions import Delivered, deliver
from pendopo.datahouse.domain.modes import Mode
from pendopo.directory.models import Agency, Government, Region
from pendopo.directory.queries import forget
from pendopo.kernel.actor import SYSTEM

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
Deliver = Callable[..., Delivered]


@pytest.fixture(scope="session")
def sail_url() -> Iterator[str]:
    """The address of a Spark Connect server (Sail), one for all tests of a run."""
    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    address, port = server.listening_address
    yield f"sc://{address}:{port}"
    server.stop()


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    return tmp_path / "lake"


@pytest.fixture
def house(db: None, lake: Path, tmp_path: Path) -> Deliver:
    """Deliver a text or bytes as a file; agencies dinkes and dikbud of 35.76 exist, and the kecamatan 35.76.01."""
    return build_house(lake, tmp_path)


def build_house(lake: Path, inbox: Path) -> Deliver:
    """The same, called with a database; files come in through the folder `inbox`."""
    government = Government.objects.create(code="35.76", name="Kota Uji", level="kota")
    for slug in ("dinkes", "dikbud"):
        Agency.objects.create(government=government, slug=slug, name=f"Dinas {slug}")
    city = Region.objects.create(code="35.76", name="Kota Uji", level="kabupaten/kota")
    Region.objects.create(code="35.76.01", name="Satu", level="kecamatan", parent=city)
    forget()

    def send(content: str | bytes | Path, *, name: str = "kiriman.csv", **given: Any) -> Delivered:
        path = content if isinstance(content, Path) else inbox / name
        if not isinstance(content, Path):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        schema = given.pop("schema", None)
        facts: dict[str, Any] = {
            "slug": "data-uji", "agency": "dinkes", "mode": Mode.REPLACE, "rejected_to": None, "folder": lake,
            "actor": SYSTEM, "now": NOW, "schema_text": json.dumps(schema) if schema else None,
        }  # fmt: skip
        return deliver(file=path, **(facts | given))

    return send
