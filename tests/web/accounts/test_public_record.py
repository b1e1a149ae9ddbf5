"""The operator's page about the public record."""

import pytest
from django.conf import settings

from pendopo.kernel import clock
from pendopo.ledger.actions import advance, freeze
from pendopo.ledger.domain.names import LOGS
from pendopo.ledger.files import Archive

ADDRESS = "/ruang-kerja/catatan-publik/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(tmp_path, monkeypatch):
    monkeypatch.setitem(settings.ENV, "PENDOPO_DATA", str(tmp_path))
    return Archive("mpp.example.go.id", tmp_path, tmp_path / "memory")


def test_each_log_has_a_state_and_what_runs_needs_nothing(at_work, archive):
    for log in LOGS:
        advance(log, archive, clock.now())
    page = at_work("kepala").get(ADDRESS).content.decode()
    assert page.count("Berjalan") == 4
    assert "Yang perlu dilakukan" not in page
    assert "Belum ada saksi yang ditunjuk" in page


def test_a_log_that_stopped_says_what_to_do(at_work, archive):
    freeze("skm", "key stolen", clock.now(), clock.now().date())
    page = at_work("kepala").get(ADDRESS).content.decode()
    assert "Yang perlu dilakukan" in page
    assert "dibekukan oleh pengelola" in page
    assert "key stolen" in page


def test_only_administrators_see_it(at_work, archive):
    assert at_work("petugas").get(ADDRESS).status_code == 403
    assert ADDRESS in at_work("kepala").get("/ruang-kerja/").content.decode()
