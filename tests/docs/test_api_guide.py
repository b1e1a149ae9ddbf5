"""docs/api.md names every call and every error code, and its examples run on a real site."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pendopo.project.api import router
from tests.docs.pages import SOURCES, page
from tests.servers import Site, Web

GUIDE = "docs/api.md"
#: The code of the base class of refusals, which nothing raises.
BASE = "refused"


def codes_in_the_program() -> set[str]:
    """Codes of refusals, and of the problems that the HTTP layer answers with itself."""
    text = "\n".join(file.read_text() for file in SOURCES.rglob("*.py"))
    refusals = re.findall(r'^    code(?:: ClassVar\[str\])? = "([a-z-]+)"$', text, re.MULTILINE)
    problems = re.findall(r'\bproblem\(\s*\d{3}, "([a-z-]+)"', text)
    return {*refusals, *problems} - {BASE}


def codes_in_the_guide() -> dict[str, str]:
    """Code -> status, from the table of errors."""
    return dict(re.findall(r"^\| `([a-z-]+)` \| (\d{3}) \|", page(GUIDE), re.MULTILINE))


def test_every_call_is_in_the_guide() -> None:
    text = page(GUIDE)
    calls = [f"{route.method} {route.path}" for route in router.routes]
    assert len(calls) > 15
    assert [call for call in calls if f"`{call}`" not in text] == []


def test_the_guide_names_no_call_that_is_not_there() -> None:
    known = {f"{route.method} {route.path}" for route in router.routes}
    named = set(re.findall(r"`((?:GET|POST|DELETE|PUT|PATCH) /[^`]*)`", page(GUIDE)))
    assert named - known == set()


def test_every_error_code_is_in_the_guide() -> None:
    program, text = codes_in_the_program(), page(GUIDE)
    assert {"quota-exhausted", "already-answered", "unauthenticated", "too-large", "fault"} <= program
    assert sorted(code for code in program if f"`{code}`" not in text) == []


def test_the_guide_names_no_code_that_is_not_there() -> None:
    assert sorted(codes_in_the_guide().keys() - codes_in_the_program()) == []


def test_codes_that_calls_refuse_with_are_in_the_table() -> None:
    refused = {code for route in router.routes for code in route.refusals}
    assert refused <= codes_in_the_guide().keys()


def test_codes_have_the_status_that_the_openapi_document_tells() -> None:
    from pendopo.webapi.openapi import CODES

    guide = codes_in_the_guide()
    assert {code: guide.get(code) for code in CODES} == {code: str(status) for code, status in CODES.items()}


@pytest.mark.skipif(shutil.which("curl") is None, reason="the examples are written with curl")
def test_the_examples_run(site: Site, web: Web, tmp_path: Path) -> None:
    town = site.town(opening="always")
    desk = site.dataset("panduan-api")
    examples = re.findall(r"```sh\n(.*?)```", page(GUIDE), re.DOTALL)
    assert len(examples) > 8
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(examples)],
        cwd=tmp_path,
        env=os.environ
        | {
            "BASE": web.base_url,
            "OFFICE": town.office,
            "KEY": town.key,
            "COUNTER": str(town.counters[0]),
            "DATASET": desk.slug,
            "DATA_KEY": desk.key,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("A-001\n304\n")
    assert "'ikm'" in done.stdout
    assert done.stdout.endswith("event: board\naccepted\ncancelled\n")
