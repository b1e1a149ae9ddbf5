"""A backup says where the files of the data house are, and an older program does not put back half a site."""

import json

import pytest

from pendopo.project.backup.faults import BackupFault
from pendopo.project.backup.manifest import Manifest, read


def manifest(store: str) -> Manifest:
    return Manifest("2026-11-22T03:00:00+00:00", 15, ("queue.0001_initial",), {}, {}, store)


def test_only_a_backup_that_names_a_store_has_the_newer_format() -> None:
    plain, named = (json.loads(manifest(store).written()) for store in ("", "s3://data-kota/rumah"))
    assert (plain["format"], "store" in plain) == (1, False)
    assert (named["format"], named["store"]) == (2, "s3://data-kota/rumah")
    assert read(manifest("s3://data-kota/rumah").written().encode()).store == "s3://data-kota/rumah"
    assert read(manifest("").written().encode()) == manifest("")


def test_a_format_of_a_newer_program_is_refused() -> None:
    text = json.dumps(json.loads(manifest("").written()) | {"format": 3})
    with pytest.raises(BackupFault, match="format 3"):
        read(text.encode())
