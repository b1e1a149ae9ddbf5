"""What harvesters ask for by `fq`, and what is refused rather than half understood."""

import pytest

from pendopo.datahouse.domain.catalogue_errors import FilterRefused
from pendopo.datahouse.domain.ckan import known
from pendopo.datahouse.domain.ckan_filter import read_filter
from tests.published_data import dataset, publisher, release

HEALTH = dataset("stunting", theme="kesehatan", release=release(day=10))
SCHOOLS = dataset("sekolah", theme="pendidikan", publisher=publisher("dikbud"), tags=("sekolah dasar",))
PEOPLE = dataset("penduduk", publisher=publisher("dispendukcapil"), release=release(day=20))
ALL = (HEALTH, SCHOOLS, PEOPLE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ALL),
        ("*:*", ALL),
        # The forms of ckanext-harvest, joined by spaces.
        ("organization:dinkes", (HEALTH,)),
        ("organization:dinkes OR organization:dikbud", (HEALTH, SCHOOLS)),
        ("-organization:dinkes -organization:dikbud", (PEOPLE,)),
        ("groups:kesehatan OR groups:pendidikan", (HEALTH, SCHOOLS)),
        ("-groups:kesehatan", (SCHOOLS, PEOPLE)),
        ("metadata_modified:[2026-11-10T00:00:00.123456Z TO *]", (HEALTH, PEOPLE)),
        ("metadata_modified:[2026-11-10T00:00:00Z TO 2026-11-12T00:00:00Z]", (HEALTH,)),
        (
            "organization:dinkes OR organization:dikbud metadata_modified:[2026-11-10T00:00:00Z TO *]",
            (HEALTH,),
        ),
        # Other clients.
        ('organization:(dinkes OR "dikbud")', (HEALTH, SCHOOLS)),
        ('tags:"sekolah dasar" AND type:dataset', (SCHOOLS,)),
        ("+dataset_type:dataset +state:active private:false", ALL),
        ("NOT organization:dinkes", (SCHOOLS, PEOPLE)),
        ("res_format:CSV", ALL),
        ("res_format:SHP", ()),
        ("tags:*", ALL),
    ],
)
def test_a_filter_lets_through_what_it_names(text: str, found: tuple[object, ...]) -> None:
    wanted = read_filter(text)
    assert tuple(one for one in ALL if wanted.holds(known(one))) == found


@pytest.mark.parametrize(
    "text",
    [
        "organisasi:dinkes", "organization:", "dinkes", "organization:dinkes OR", "OR organization:dinkes",
        "organization:(dinkes dikbud)", "metadata_modified:[kemarin TO *]", "metadata_modified:2026", "title:[a TO b]",
        "organization:dinkes OR OR organization:a", "NOT", "(organization:dinkes)", "organization:a)", '"', "a" * 5000,
    ],
)  # fmt: skip
def test_a_filter_that_is_not_understood_whole_is_refused(text: str) -> None:
    with pytest.raises(FilterRefused):
        read_filter(text)
