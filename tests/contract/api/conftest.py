"""The API as another program meets it: HTTP to real processes, each reply held against the OpenAPI document."""

from collections.abc import Iterator

import httpx
import pytest

from tests.contract.api.described import Described
from tests.servers import Site, Town, Web


@pytest.fixture(scope="session")
def described(web: Web) -> Described:
    """The OpenAPI document of the site."""
    return Described(httpx.get(f"{web.api}/openapi.json", timeout=30).raise_for_status().json())


@pytest.fixture(scope="session")
def api(web: Web, described: Described) -> Iterator[httpx.Client]:
    """A client of the API without any right."""
    hooks = {"response": [described.check]}
    with httpx.Client(base_url=web.api, timeout=30, event_hooks=hooks) as client:
        yield client


@pytest.fixture
def town(site: Site) -> Town:
    """An office with two services and two counters, and an officer's key."""
    return site.town(services=2, counters=2)


@pytest.fixture(scope="session")
def quiet(site: Site) -> Town:
    """The same for tests after which nobody has called, taken or ended anything: one for all of them."""
    return site.town(services=2, counters=2)


@pytest.fixture(scope="session")
def stranger(site: Site) -> Town:
    """Another office, in which nothing happens either."""
    return site.town()
