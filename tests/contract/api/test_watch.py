"""What machines watch: life, readiness, figures; at the root and below /api/v1."""

import json
from pathlib import Path

import httpx
import pytest

from tests.contract.api.visits import problem, take
from tests.servers import Town, Web, new_site


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_a_running_site_lives_and_is_ready(web: Web, prefix: str):
    assert httpx.get(f"{web.base_url}{prefix}/healthz").json() == {"status": "ok"}
    assert httpx.get(f"{web.base_url}{prefix}/readyz").json() == {"status": "ready"}


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_figures_for_prometheus_name_no_person(web: Web, api: httpx.Client, town: Town, prefix: str):
    ticket = take(api, town)
    told = httpx.get(f"{web.base_url}{prefix}/metrics")
    assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
    counted = f'pendopo_tickets{{day="{ticket["day"]}",service="{town.services[0]}",state="waiting"}} 1.0'
    assert counted in told.text
    assert ticket["id"] not in told.text


def test_a_site_without_its_schema_lives_but_is_not_ready(tmp_path: Path):
    with new_site(tmp_path, migrated=False) as site, site.serving(1) as web:
        assert httpx.get(f"{web.base_url}/healthz").status_code == 200
        told = problem(httpx.get(f"{web.base_url}/readyz", timeout=30), 503, "unavailable")
        assert "queue.0001_initial" in told["detail"]
        asked = httpx.get(f"{web.api}/offices/mpp/services", timeout=30)
        assert "relation" not in json.dumps(problem(asked, 500, "fault"))
