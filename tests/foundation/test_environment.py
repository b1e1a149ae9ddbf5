"""Settings: all faults at once, and a page that tells the truth about them."""

import re
import subprocess
import sys

import pytest

from pendopo.project.environment import EnvironmentFault, read_environment, settings_page
from pendopo.project.launcher import documents
from pendopo.project.variables import VARIABLES
from tests.foundation.conftest import REPOSITORY

GOOD = {"DATABASE_URL": "postgresql://u:p%40ss@db:5433/name", "PENDOPO_SECRET_KEY": "x" * 32}
#: Read by the launcher for tests, not by the program.
FOR_TESTS = {"PENDOPO_CHROMIUM", "PENDOPO_NO_BROWSER", "PENDOPO_NO_MARIADB"}


def test_two_settings_are_enough_for_a_start() -> None:
    settings = read_environment(GOOD)
    assert settings["DATABASE_URL"]["PASSWORD"] == "p@ss"
    assert settings["PENDOPO_HTTPS"] is True
    assert settings["PENDOPO_DEMO"] is False


def test_an_object_store_needs_a_key_and_is_read_as_bucket_and_folder() -> None:
    with pytest.raises(EnvironmentFault) as refusal:
        read_environment(GOOD | {"PENDOPO_LAKE_STORE": "s3://data-kota/rumah/data/"})
    assert re.findall(r"(PENDOPO_\w+) is missing", str(refusal.value)) == [
        "PENDOPO_LAKE_KEY",
        "PENDOPO_LAKE_SECRET",
    ]
    given = {
        "PENDOPO_LAKE_STORE": "s3://data-kota/rumah/data/",
        "PENDOPO_LAKE_KEY": "k",
        "PENDOPO_LAKE_SECRET": "s",
    }
    assert read_environment(GOOD | given)["PENDOPO_LAKE_STORE"] == ("data-kota", "rumah/data")


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("DATABASE_URL", "mysql://u@h/n", "give postgresql://"),
        ("DATABASE_URL", "postgresql://u@h:notaport/n", "give postgresql://"),
        ("PENDOPO_SECRET_KEY", "short", "at least 32"),
        ("PENDOPO_HTTPS", "yes", "give 0 or 1"),
        ("PENDOPO_SURVEY_MINIMUM", "ten", "give a whole number"),
        ("PENDOPO_LOG_LEVEL", "LOUD", "give one of"),
        ("PENDOPO_BASE_URL", "mpp.example.id", "give an address"),
        ("PENDOPO_CLAMAV", "clamd", "give a socket"),
        ("PENDOPO_LAKE_STORE", "https://bucket/x", "give s3://"),
        ("PENDOPO_LAKE_STORE", "s3://Bucket", "give s3://"),
        ("PENDOPO_LAKE_ENDPOINT", "s3.example.id", "give an address"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named_with_its_remedy(name: str, value: str, remedy: str) -> None:
    with pytest.raises(EnvironmentFault, match=name) as refusal:
        read_environment(GOOD | {name: value})
    assert remedy in str(refusal.value)


def test_all_faults_are_named_at_once_and_no_secret_is_repeated() -> None:
    with pytest.raises(EnvironmentFault) as refusal:
        read_environment({"PENDOPO_SECRET_KEY": "abcsecret", "PENDOPO_HTTPS": "maybe"})
    said = str(refusal.value)
    assert all(name in said for name in ("DATABASE_URL", "PENDOPO_SECRET_KEY", "PENDOPO_HTTPS"))
    assert "abcsecret" not in said


def test_a_start_with_faults_ends_in_words_and_not_in_a_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pendopo.project.launcher", "serve"],
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "PENDOPO_SECRET_KEY is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_variable_that_the_program_reads_is_on_the_settings_page() -> None:
    named = {
        name
        for file in (REPOSITORY / "src").rglob("*.py")
        for name in re.findall(r"""(?:ENV|environ)(?:\.get\(|\[)["'](PENDOPO_\w+)""", file.read_text())
    }
    assert {"PENDOPO_OFFICE", "PENDOPO_HTTPS"} <= named
    assert named - FOR_TESTS <= {one.name for one in VARIABLES}
    assert all(f"`{one.name}`" in settings_page() for one in VARIABLES)


def test_the_documents_hold_together() -> None:
    assert documents.faults() == []
