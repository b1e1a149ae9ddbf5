"""The site with a few more addresses that refuse and break, seen through a browser without cookies."""

import pytest
from django.test import Client

from pendopo.design import shell


@pytest.fixture(autouse=True)
def _site(settings, db):
    settings.ROOT_URLCONF = "tests.web.design.addresses"


@pytest.fixture(autouse=True)
def help_facts():
    """An office that can be asked for help."""
    before = shell._facts.provider
    facts = shell.HelpFacts("MPP Contoh", "(0321) 123-456", "Jl. Contoh 1", "Senin-Jumat 08.00-14.00 WIB")
    shell.provide(lambda office: facts)
    yield facts
    shell.provide(before)


@pytest.fixture
def browser() -> Client:
    """Shows the page for a fault instead of raising it, and checks form tokens as in production."""
    return Client(raise_request_exception=False, enforce_csrf_checks=True)
