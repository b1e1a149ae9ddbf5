"""Every address of the site leads to a page that says who may open it."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import PUBLIC, SIGNED_IN, THIRD_PARTY, Policy, policy_of


def pages(
    resolver: URLResolver, prefix: str = "", apps: tuple[str, ...] = ()
) -> Iterator[tuple[str, Policy | None]]:
    """Address and policy of every page below `resolver`."""
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from pages(entry, address, (*apps, entry.app_name) if entry.app_name else apps)
        elif isinstance(entry, URLPattern):
            yield address, policy_of(entry.callback, list(apps))


@pytest.fixture(scope="module")
def site() -> dict[str, Policy | None]:
    return dict(pages(get_resolver()))


def test_every_page_names_its_policy(site: dict[str, Policy | None]) -> None:
    undecided = sorted(address for address, policy in site.items() if policy is None)
    assert undecided == []


def test_the_site_was_really_walked(site: dict[str, Policy | None]) -> None:
    assert site["masuk/"] == PUBLIC
    assert site["ruang-kerja/"] == SIGNED_IN
    assert site["kelola/accounts/account/add/"] == THIRD_PARTY["admin"]


def test_everything_in_the_admin_needs_an_account(site: dict[str, Policy | None]) -> None:
    inside = {address: policy for address, policy in site.items() if address.startswith("kelola/")}
    assert len(inside) > 20
    assert all(policy is not None and policy.needs_account for policy in inside.values())


@pytest.mark.parametrize(
    ("address", "policy"),
    [
        ("loket/", Policy(needs_account=True, permission=Permission.CALL_TICKETS)),
        ("", PUBLIC),
        ("keluar/", PUBLIC),
        ("kata-sandi/", SIGNED_IN),
    ],
)
def test_a_page_has_the_policy_that_people_expect(
    site: dict[str, Policy | None], address: str, policy: Policy
) -> None:
    assert site[address] == policy


def test_handlers_of_faults_are_open_to_everybody() -> None:
    for status in (400, 403, 404, 500):
        assert policy_of(get_resolver().resolve_error_handler(status), []) == PUBLIC
