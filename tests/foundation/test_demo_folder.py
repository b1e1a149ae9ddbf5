"""The folder of a demo: secrets that only its owner reads, and an announcement that is true."""

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from pendopo.project.launcher.demo_folder import DemoFolder, new_password
from pendopo.project.launcher.drawn_password import FewRounds
from pendopo.project.launcher.faults import LauncherFault


@pytest.fixture
def folder(tmp_path: Path) -> DemoFolder:
    folder = DemoFolder(tmp_path / "demo")
    folder.make()
    return folder


def test_every_folder_has_a_key_of_its_own_that_stays(folder: DemoFolder, tmp_path: Path) -> None:
    other = DemoFolder(tmp_path / "other")
    other.make()
    assert folder.secret_key() == DemoFolder(folder.path).secret_key()
    assert folder.secret_key() != other.secret_key()
    assert stat.S_IMODE((folder.path / "secrets.json").stat().st_mode) == 0o600


def test_a_drawn_password_is_checked_by_the_usual_hasher_which_makes_its_own_hash_of_it() -> None:
    usual, password = PBKDF2PasswordHasher(), new_password()
    first = FewRounds().encode(password, "s" * 22)
    assert usual.verify(password, first)
    assert not usual.verify(new_password(), first)
    assert usual.must_update(first)


def test_passwords_are_random_and_readable() -> None:
    made = {new_password() for _ in range(100)}
    assert len(made) == 100
    assert all(len(one) == 17 and not set(one) & set("0oO1lI") for one in made)


def test_an_announcement_of_a_launcher_that_was_killed_is_removed(folder: DemoFolder) -> None:
    with subprocess.Popen(["true"]) as ended:
        pass
    folder.announce({"pids": [os.getpid(), ended.pid]})
    folder.withdraw_left_over()
    assert not folder.announcement.exists()


def test_an_announcement_of_a_launcher_that_lives_stays(folder: DemoFolder) -> None:
    folder.announce({"pids": [os.getpid()]})
    folder.withdraw_left_over()
    assert json.loads(folder.announcement.read_text()) == {"pids": [os.getpid()]}


def test_a_broken_announcement_is_no_obstacle(folder: DemoFolder) -> None:
    folder.announcement.write_text("{")
    folder.withdraw_left_over()


def test_commands_beside_a_demo_need_one_that_runs(folder: DemoFolder) -> None:
    with pytest.raises(LauncherFault, match="Set DATABASE_URL, or start a demo"):
        folder.environment_of_running_demo()


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LauncherFault, match="cannot be made"):
        DemoFolder(tmp_path / "file" / "demo").make()
