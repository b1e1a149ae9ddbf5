"""Region codes of both governments, from the package, against the list in `content/`."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from pendopo.datahouse.domain.schema_reading import schema_from_json
from pendopo.datahouse.reading.region_codes import COLUMNS, EDITION, SCHEMA, region_rows
from pendopo.kernel.errors import NotFound

SECOND = Path(__file__).parents[3] / "content/regions/wilayah-35.16-35.76.csv"


def second_source(code: str) -> dict[str, tuple[str, str]]:
    with SECOND.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: (row["name"], row["level"])
            for row in csv.DictReader(file)
            if row["code"].startswith(code)
        }


@pytest.mark.parametrize("code", ["35.16", "35.76"])
def test_two_sources_have_the_same_regions_under_the_same_names(code: str) -> None:
    ours = {row[0]: row for row in region_rows(code)}
    theirs = second_source(code)
    assert ours.keys() == theirs.keys()
    for region, (name, level) in theirs.items():
        assert ours[region][1] == name
        assert ours[region][2] in (level, *level.split("/"))


@pytest.mark.parametrize(
    ("code", "kecamatan", "villages"),
    # Counted in idn-area-data 4.0.1, a third list.
    [("35.16", 18, 304), ("35.76", 3, 18)],
)
def test_the_counts_are_those_of_a_third_list(code: str, kecamatan: int, villages: int) -> None:
    levels = Counter(row[2] for row in region_rows(code))
    assert (levels["kecamatan"], levels["kelurahan"] + levels["desa"]) == (kecamatan, villages)


def test_parents_stand_before_children_and_every_row_names_its_edition() -> None:
    known = {""}
    for row in region_rows("35.76"):
        assert row[3] in known
        assert row[5] == EDITION
        known.add(row[0])


def test_the_schema_fits_the_columns() -> None:
    assert schema_from_json(SCHEMA).names == COLUMNS


def test_an_unknown_code_is_refused() -> None:
    for code in ("99.99", "35", "35.76.01"):
        with pytest.raises(NotFound):
            region_rows(code)
