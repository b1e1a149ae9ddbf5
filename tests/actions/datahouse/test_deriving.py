"""A data set that is the answer to a question: what it may read, when it is made anew, what is never in it."""

from pathlib import Path
from typing import Any

import pytest

from pendopo.datahouse.actions.deriving import Derived, derive, renew_all
from pendopo.datahouse.domain.derived import DerivingRefused, recipe_in
from pendopo.datahouse.domain.errors import DeliveryRefused, NotTheOwner, QueryRefused
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.policy import OPERATOR
from pendopo.datahouse.models import Dataset
from pendopo.datahouse.queries import ask_sql, examine, lineage_proposed, versions_of
from pendopo.datahouse.queries.origins import lineage_at_work
from pendopo.directory.models import Agency
from pendopo.kernel.actor import SYSTEM, Actor, Grant, Role
from tests.actions.datahouse.conftest import NOW, Deliver

SQL = "SELECT kecamatan, sum(jumlah) AS jumlah FROM data_uji GROUP BY kecamatan ORDER BY kecamatan"
ROWS = "kecamatan,jumlah,nik\nSatu,1,3576010101900001\nDua,2,3576010101900002\nSatu,3,3576010101900003\n"


def make(lake: Path, **given: Any) -> Derived:
    facts: dict[str, Any] = {
        "slug": "ringkasan", "agency": "dinkes", "sql": SQL, "daily": True, "spark_url": "", "folder": lake,
        "actor": SYSTEM, "now": NOW,
    }  # fmt: skip
    return derive(**(facts | given))


def test_it_is_made_anew_when_a_table_has_changed_and_otherwise_left_alone(
    house: Deliver, lake: Path
) -> None:
    house(ROWS)
    assert make(lake) == Derived("ringkasan", 1, 2, False)
    assert make(lake) == Derived("ringkasan", 1, 2, True)
    assert renew_all(spark_url="", folder=lake, now=NOW) == ([], {})
    house("kecamatan,jumlah,nik\nTiga,5,3576010101900004\n", mode=Mode.APPEND)
    assert renew_all(spark_url="", folder=lake, now=NOW) == (["ringkasan"], {})
    assert ask_sql(sql="SELECT * FROM ringkasan", viewer=OPERATOR).rows == [
        ("Dua", 2),
        ("Satu", 4),
        ("Tiga", 5),
    ]
    newest = versions_of(slug="ringkasan")[0]
    recipe = recipe_in(newest.report)
    assert recipe is not None
    assert recipe.sources == {"data-uji": 2}
    assert examine(folder=lake) == (4, [])
    house("kecamatan,jumlah\nEmpat,1\n", slug="ringkasan")
    assert renew_all(spark_url="", folder=lake, now=NOW) == ([], {}), "somebody delivers it now"


def test_one_that_cannot_be_made_is_told_and_keeps_its_version(house: Deliver, lake: Path) -> None:
    house(ROWS)
    Dataset.objects.filter(slug="data-uji").update(access="terbuka")
    make(lake, agency="dikbud")
    Dataset.objects.filter(slug="data-uji").update(access="tertutup")
    changed, refused = renew_all(spark_url="", folder=lake, now=NOW)
    assert (changed, list(refused)) == ([], ["ringkasan"])
    assert len(versions_of(slug="ringkasan")) == 1


def test_a_nik_is_never_in_it(house: Deliver, lake: Path) -> None:
    house(ROWS)
    make(lake, sql="SELECT kecamatan, nik, upper(nik) AS sandi FROM data_uji")
    assert {row[1:] for row in ask_sql(sql="SELECT * FROM ringkasan", viewer=OPERATOR).rows} == {(None, None)}


def test_it_reads_what_is_open_and_nothing_limited_of_others(house: Deliver, lake: Path) -> None:
    house(ROWS)
    Dataset.objects.filter(slug="data-uji").update(access="tertutup")
    with pytest.raises(QueryRefused):
        make(lake, agency="dikbud")
    Dataset.objects.filter(slug="data-uji").update(access="terbuka")
    assert make(lake, agency="dikbud").rows == 2
    with pytest.raises(NotTheOwner):
        make(lake, agency="dinkes")


REFUSED = {
    "SELECT kecamatan FROM ringkasan": "membaca kumpulan data itu sendiri",
    "SELECT jumlah AS kecamatan, jumlah FROM data_uji": "jenis kolom kecamatan lain",
    "SELECT kecamatan FROM data_uji": "kolomnya lain .jumlah.",
    "SELECT jumlah, jumlah AS Jumlah FROM data_uji": "kolomnya lain .jumlah_1, kecamatan.",
    "SELECT interval 1 day AS jumlah FROM data_uji": ".",
    "SELECT 1 / 0 FROM tidak_ada": "tidak_ada",
}


def test_what_cannot_become_the_next_version_is_told_and_nothing_is_stored(
    house: Deliver, lake: Path
) -> None:
    house(ROWS)
    make(lake)
    for sql, why in REFUSED.items():
        with pytest.raises((DerivingRefused, QueryRefused), match=why):
            make(lake, sql=sql)
    assert len(versions_of(slug="ringkasan")) == 1
    assert len(list((lake / "tables" / "ringkasan" / "data").iterdir())) == 1


def test_rows_keep_the_rules_of_the_data_set(house: Deliver, lake: Path) -> None:
    schema = {
        "fields": [
            {"name": "kecamatan"},
            {"name": "jumlah", "type": "integer", "constraints": {"maximum": 3}},
        ]
    }
    house("kecamatan,jumlah\nSatu,1\n", slug="ringkasan", schema=schema)
    house(ROWS)
    with pytest.raises(DeliveryRefused):
        make(lake)
    assert [one.rows for one in versions_of(slug="ringkasan")] == [1]


def test_both_pages_tell_what_comes_from_what_as_far_as_one_may_see(house: Deliver, lake: Path) -> None:
    house(ROWS)
    make(lake)
    dinkes, dikbud = Agency.objects.get(slug="dinkes"), Agency.objects.get(slug="dikbud")
    own, other = (
        Actor(None, "Produsen", (Grant(Role.DATA_PRODUCER, each.government_id, each.pk),))
        for each in (dinkes, dikbud)
    )
    made = lineage_at_work(slug="ringkasan", actor=own).origin
    assert made is not None
    assert [(one.slug, one.version, one.inside) for one in made.sources] == [("data-uji", 1, True)]
    assert (made.sql, made.hidden, made.daily) == (SQL, 0, True)
    assert [one.slug for one in lineage_at_work(slug="data-uji", actor=own).used_by] == ["ringkasan"]
    hidden = lineage_at_work(slug="ringkasan", actor=other)
    assert hidden.origin is not None
    assert (hidden.origin.sources, hidden.origin.hidden, hidden.origin.sql) == ((), 1, "")
    assert lineage_at_work(slug="data-uji", actor=other).used_by == ()
    public = lineage_proposed(slug="ringkasan").origin
    assert public == hidden.origin, "what is not published is not named"
    house("kecamatan,jumlah\nEmpat,1\n", slug="ringkasan")
    assert lineage_at_work(slug="ringkasan", actor=own).origin is None, "somebody delivers it now"
    assert lineage_at_work(slug="data-uji", actor=own).used_by == ()
