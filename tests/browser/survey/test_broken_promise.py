"""A citizen answers and keeps the receipt. The operator deletes the answer. What the citizen sees, days later."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, expect

from pendopo.project.postgres.privileges import dies_with_parent
from tests.browser.screens import all_faults
from tests.browser.survey.test_survey_pages import answer_at_once, new_code
from tests.servers import REPOSITORY, Site, Web, listeners, new_site
from tests.unit.verify.small_log import load_verifier

DAYS = 3


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Site]:
    """A site whose record lies in a folder of its own."""
    places = {"PENDOPO_DATA": str(tmp_path / "data"), "PENDOPO_RECORD_MEMORY": str(tmp_path / "memory")}
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "static").symlink_to(settings.STATIC_ROOT)
    with new_site(tmp_path, dict(os.environ) | places | {"PENDOPO_ALWAYS_OPEN": "1"}) as site:
        yield site


@contextmanager
def later(site: Site, web: Web) -> Iterator[str]:
    """The address of the same site, days later."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = site.environment | {"PENDOPO_BASE_URL": web.base_url}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.later", str(DAYS), "--port", str(port)],
        cwd=REPOSITORY, env=environment, preexec_fn=dies_with_parent(signal.SIGKILL),
    )  # fmt: skip
    try:
        while not listeners(port):
            assert process.poll() is None, "the later site has ended; its reason is above"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def delete_answers(site: Site) -> None:
    """The operator, with all rights."""
    for table in ("survey_answer", "ledger_quiet_outbox"):
        site.rows(f"DELETE FROM {table}")


@pytest.mark.browser
def test_a_deleted_answer_is_a_broken_promise_on_the_phone_of_its_giver(
    city: Site, phone: BrowserContext, tmp_path: Path
) -> None:
    town, page = city.town(opening="always"), phone.new_page()
    with city.serving(1) as web:
        answer_at_once(page, web, new_code(web, town))
        page.get_by_role("button", name="Kirim jawaban").click()
        expect(page.get_by_text("Dijanjikan", exact=True)).to_be_visible()
        delete_answers(city)
        with later(city, web) as address:
            page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=DAYS))
            page.goto(f"{address}/survei/bukti/")
            expect(page.get_by_role("heading", level=1)).to_have_text("Janji dilanggar")
            expect(page.get_by_text("Serahkan keduanya kepada Ombudsman")).to_be_visible()
            assert all_faults(page) == []
            with page.expect_download() as kept:
                page.get_by_role("link", name="Unduh surat janji").click()
            promise = tmp_path / "janji.txt"
            kept.value.save_as(promise)
            page.get_by_role("link", name="Periksa sendiri di ponsel").click()
            page.set_input_files("#berkas", promise)
            page.get_by_role("button", name="Periksa bukti").click()
            expect(page.locator("[data-outcome=broken]")).to_be_visible()
            now = (datetime.now(UTC) + timedelta(days=DAYS)).isoformat()
            evidence = ("--evidence", str(tmp_path / "evidence"))
            words = ["verify", str(promise), "--log", f"{address}/log/skm", "--now", now, *evidence]
            assert load_verifier().main(words) == 1
    assert {file.name for file in (tmp_path / "evidence").iterdir()} >= {"promise.note"}
