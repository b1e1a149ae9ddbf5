"""A site's whole state goes into one file and comes back; a bad file changes nothing."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from pendopo.project.backup import BackupFault, database, put_back, restoring, save
from pendopo.project.backup.restoring import Restored
from tests.servers import REPOSITORY, Site, new_site

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
KNOWN = frozenset({"queue.0001_initial", "queue.0002_guards"})

SCHEMA = """
CREATE TABLE django_migrations (app text, name text);
INSERT INTO django_migrations VALUES ('queue', '0001_initial');
CREATE TABLE ticket (number int PRIMARY KEY, letter text);
INSERT INTO ticket VALUES (1, 'A'), (2, 'é');
CREATE FUNCTION stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'kept'; END $$;
CREATE TRIGGER stay BEFORE DELETE ON ticket EXECUTE FUNCTION stay();
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small database and its folder: keys, record, lake, and things that no backup should hold."""
    with new_site(tmp_path_factory.mktemp("town"), migrated=False) as site:
        with psycopg.connect(site.database_url) as connection:
            connection.execute(SCHEMA)
        for name, text in {
            "keys/skm.key": "secret",
            "log/skm/checkpoint": "12",
            "log/skm/tile/0/000.p/12": "tile",
            "lake/tables/a.parquet": "rows",
            str(Path("lake", "work", "half", "raw")): "half a delivery",
            "record-memory/skm.checkpoint": "12",
            "static/x.css": "made again",
            "lake-copies/tables/a.parquet": "copy",
            "evidence/.part": "half a file",
        }.items():
            place = site.folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)
        (site.folder / "keys").chmod(0o700)
        (site.folder / "keys" / "skm.key").chmod(0o600)
        yield site


@pytest.fixture(scope="module")
def saved(town: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backups") / "night.zip"
    save(file, url=town.database_url, data=town.folder, now=NOW, told=quiet)
    return file


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Site]:
    with new_site(tmp_path / "new", migrated=False) as site:
        yield site


def quiet(_name: str, _size: int) -> None:
    """Nobody watches."""


def back(file: Path, site: Site, *, known: frozenset[str] = KNOWN, replace: bool = False) -> Restored:
    return put_back(file, url=site.database_url, data=site.folder, known=known, replace=replace, told=quiet)


def files(folder: Path) -> dict[str, str]:
    return {one.relative_to(folder).as_posix(): one.read_text() for one in folder.rglob("*") if one.is_file()}


def rewritten(
    file: Path, target: Path, change: Callable[[str, bytes], bytes | None], extra: str = ""
) -> Path:
    """The archive with some members changed (or left out: None), and one more."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
        if extra:
            new.writestr(extra, "x")
    return target


def test_everything_comes_back_with_its_rights(saved: Path, empty: Site) -> None:
    done = back(saved, empty)
    assert (done.files, done.kept_record, done.aside) == (4, False, None)
    assert files(empty.folder) == {
        "keys/skm.key": "secret",
        "log/skm/checkpoint": "12",
        "log/skm/tile/0/000.p/12": "tile",
        "lake/tables/a.parquet": "rows",
    }
    assert empty.rows("SELECT number, letter FROM ticket ORDER BY 1") == [(1, "A"), (2, "é")]
    with psycopg.connect(empty.database_url) as connection, pytest.raises(psycopg.errors.RaiseException):
        connection.execute("DELETE FROM ticket")
    assert (empty.folder / "keys").stat().st_mode & 0o777 == 0o700
    assert (empty.folder / "keys" / "skm.key").stat().st_mode & 0o777 == 0o600


def test_only_its_owner_can_read_a_backup(saved: Path) -> None:
    assert saved.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in saved.parent.iterdir()] == ["night.zip"]


def test_nothing_is_overwritten_unasked(saved: Path, town: Site, empty: Site) -> None:
    with pytest.raises(BackupFault, match="another name"):
        save(saved, url=town.database_url, data=town.folder, now=NOW, told=quiet)
    back(saved, empty)
    with pytest.raises(BackupFault, match="--replace"):
        back(saved, empty)


def test_replacing_moves_files_aside_and_keeps_what_the_public_has_seen(saved: Path, empty: Site) -> None:
    back(saved, empty)
    (empty.folder / "log" / "skm" / "checkpoint").write_text("40")
    (empty.folder / "lake" / "tables" / "b.parquet").write_text("newer")
    with psycopg.connect(empty.database_url) as connection:
        connection.execute("INSERT INTO ticket VALUES (3, 'B'); CREATE TABLE later (x int)")
    done = back(saved, empty, replace=True)
    assert done.kept_record
    assert (empty.folder / "log" / "skm" / "checkpoint").read_text() == "40"
    assert done.aside is not None
    assert files(done.aside)["lake/tables/b.parquet"] == "newer"
    assert not (empty.folder / "lake" / "tables" / "b.parquet").exists()
    assert empty.one("SELECT count(*) FROM ticket") == 2
    assert empty.one("SELECT to_regclass('later')") is None


def test_a_site_that_runs_is_not_restored(saved: Path, empty: Site) -> None:
    with psycopg.connect(empty.database_url), pytest.raises(BackupFault, match="Stop the site"):
        back(saved, empty)


@pytest.mark.parametrize(
    ("change", "extra", "words"),
    [
        (lambda name, content: content + b"x" if name.endswith(".parquet") else content, "", "damaged"),
        (lambda name, content: None if name.endswith(".parquet") else content, "", "other files"),
        (lambda _name, content: content, "files/../../out", "other files"),
        (lambda name, content: b"{}" if name == "manifest.json" else content, "", "no backup"),
        (lambda name, content: content.replace(b'"format": 1', b'"format": 9'), "", "format 9"),
        (lambda name, content: None if name == "database.dump" else content, "", "no backup"),
    ],
)
def test_a_changed_backup_changes_nothing(
    saved: Path,
    empty: Site,
    tmp_path: Path,
    change: Callable[[str, bytes], bytes | None],
    extra: str,
    words: str,
) -> None:
    with pytest.raises(BackupFault, match=words):
        back(rewritten(saved, tmp_path / "bad.zip", change, extra), empty)
    assert database.tables(empty.database_url) == 0
    assert not empty.folder.exists()


def test_a_file_cut_short_is_no_backup(saved: Path, empty: Site, tmp_path: Path) -> None:
    cut = tmp_path / "cut.zip"
    cut.write_bytes(saved.read_bytes()[:-500])
    with pytest.raises(BackupFault, match="cut short"):
        back(cut, empty)
    with pytest.raises(BackupFault, match="no file"):
        back(tmp_path / "none.zip", empty)


def test_a_backup_of_a_newer_program_is_named(saved: Path, empty: Site) -> None:
    with pytest.raises(BackupFault, match=r"newer pendopo \(it knows queue.0001_initial\)"):
        back(saved, empty, known=frozenset())


def test_a_dump_that_cannot_be_loaded_leaves_the_old_database(
    saved: Path, empty: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    back(saved, empty)
    load = restoring.database.load

    def broken(url: str, source: Path, work: Path) -> None:
        source.write_bytes(source.read_bytes()[:-300])
        load(url, source, work)

    monkeypatch.setattr(restoring.database, "load", broken)
    with pytest.raises(BackupFault, match="pg_restore failed"):
        back(saved, empty, replace=True)
    assert empty.one("SELECT count(*) FROM ticket") == 2
    assert (empty.folder / "lake" / "tables" / "a.parquet").exists()
    assert not list(empty.folder.glob(".restoring*"))


def test_the_verbs_of_the_launcher(town: Site, empty: Site, tmp_path: Path) -> None:
    file = tmp_path / "verbs.zip"
    for verb, site in (("backup", town), ("restore", empty)):
        environment = dict(os.environ) | {"DATABASE_URL": site.database_url, "PENDOPO_DATA": str(site.folder)}
        done = subprocess.run(
            [sys.executable, "-m", "pendopo.project.launcher", verb, str(file)],
            cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
    assert empty.one("SELECT count(*) FROM ticket") == 2


def test_a_full_disk_leaves_no_half_backup(
    town: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_url: str, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(database, "dump", full)
    with pytest.raises(BackupFault, match="No space left"):
        save(tmp_path / "full.zip", url=town.database_url, data=town.folder, now=NOW, told=quiet)
    assert list(tmp_path.iterdir()) == []
