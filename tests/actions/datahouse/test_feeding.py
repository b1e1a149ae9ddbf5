"""The house feeds itself, and publishes by itself only what somebody approved once for all."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.accounts.models import Account
from pendopo.datahouse.actions.feeding import (
    Fed,
    approve_standing,
    end_standing,
    feed_all,
    publish_standing,
)
from pendopo.datahouse.domain.asking_errors import AlreadyStanding, NotOwnData
from pendopo.datahouse.domain.own_sets import ALL, MATURITY
from pendopo.datahouse.domain.policy import OPERATOR, Viewer
from pendopo.datahouse.domain.schema_reading import schema_as_json, schema_from_json
from pendopo.datahouse.models import Dataset, StateChange
from pendopo.datahouse.queries import ask_sql, published_dataset
from pendopo.datahouse.queries.feeds import FEEDS
from pendopo.directory.models import Government
from pendopo.kernel.actor import Actor, Grant, Role
from pendopo.kernel.errors import Forbidden
from tests.actions.datahouse.conftest import NOW, Deliver

CONTENT = Path(__file__).parents[3] / "content" / "data"
SLUG = "indeks-kematangan-3576"
ROW = "2031,Pedoman uji,4.10,Sangat Baik\n"


@pytest.fixture
def steward(house: Deliver) -> Actor:
    home = Government.objects.get(code="35.76")
    account = Account.objects.create(username="walidata", display_name="Walidata")
    return Actor(account.pk, "Walidata", (Grant(Role.DATA_STEWARD, government_id=home.pk),))


def feed(lake: Path, **more: Any) -> list[Fed]:
    facts: dict[str, Any] = {"agency": "dinkes", "least": 10, "folder": lake, "now": NOW, "today": NOW.date()}
    return feed_all(**(facts | more))


def approve(actor: Actor, lake: Path, slug: str = SLUG) -> int | None:
    return approve_standing(
        actor=actor, now=NOW, slug=slug, reason="Dihitung sistem dari yang sudah umum", folder=lake
    )  # fmt: skip


def test_what_is_public_already_becomes_a_described_data_set_once(steward: Actor, lake: Path) -> None:
    """The announced indexes of 35.76 stand in the content of this repository."""
    assert feed(lake) == [Fed(SLUG, 1, True, None)]
    assert feed(lake, now=NOW + timedelta(days=1)) == [Fed(SLUG, 1, False, None)], "no news, no version"
    row = Dataset.objects.get(slug=SLUG)
    assert (row.state, row.access, row.title) == (
        "draf",
        "terbatas",
        "Indeks kematangan pemerintahan digital Kota Uji",
    )
    assert feed(lake, agency="tidak-ada") == []


def test_a_standing_approval_publishes_later_versions_of_the_same_shape(
    steward: Actor, lake: Path, house: Deliver
) -> None:
    feed(lake)
    assert approve(steward, lake) == 1
    assert Dataset.objects.get(slug=SLUG).access == "terbuka"
    assert ask_sql(sql="SELECT count(*) > 1 FROM indeks_kematangan_3576", viewer=Viewer()).rows == [(True,)]
    head = "tahun,pedoman,indeks,predikat\n"
    house(head + ROW, slug=SLUG, agency="dinkes", schema=MATURITY.schema())
    assert publish_standing(slug=SLUG, folder=lake, now=NOW) == 2
    assert (
        "Persetujuan tetap"
        in StateChange.objects.filter(dataset__slug=SLUG, step="setujui").latest("id").note
    )
    wider = MATURITY.schema()
    wider["fields"].append({"name": "catatan", "msVar": {"definisi": "Catatan penilai"}})
    house(
        head.replace("\n", ",catatan\n") + ROW.replace("\n", ",x\n"), slug=SLUG, agency="dinkes", schema=wider
    )
    assert publish_standing(slug=SLUG, folder=lake, now=NOW) is None, "another shape waits"
    assert len(published_dataset(slug=SLUG).releases) == 2


def test_only_the_walidata_approves_and_only_what_the_house_computes(
    steward: Actor, lake: Path, house: Deliver
) -> None:
    feed(lake)
    house("a\n1\n")
    with pytest.raises(NotOwnData):
        approve(steward, lake, "data-uji")
    with pytest.raises(Forbidden):
        approve(Actor(steward.account_id, "lain"), lake)
    approve(steward, lake)
    with pytest.raises(AlreadyStanding):
        approve(steward, lake)
    end_standing(actor=steward, now=NOW, slug=SLUG)
    house("tahun,pedoman,indeks,predikat\n" + ROW, slug=SLUG, agency="dinkes", schema=MATURITY.schema())
    assert publish_standing(slug=SLUG, folder=lake, now=NOW) is None
    ended = "UPDATE datahouse_standing_approval SET ended_at = NULL"
    with pytest.raises(IntegrityError, match="refused"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ended)


def test_every_description_is_whole() -> None:
    assert {one.name for one in ALL} == FEEDS.keys()
    for one in ALL:
        schema = schema_from_json(one.schema())
        assert schema_from_json(schema_as_json(schema)) == schema
        assert schema.key, one.name
        assert all(column.meaning for column in one.columns), one.name


def test_announced_results_of_a_ministry_can_be_loaded(steward: Actor, house: Deliver) -> None:
    """The file in `content/data` has the form that the guide describes."""
    schema = json.loads((CONTENT / "hasil-spbe.schema.json").read_text())
    loaded = house(CONTENT / "hasil-spbe.csv", slug="hasil-spbe", schema=schema)
    assert (loaded.rows, loaded.report["error_count"]) == (5, 0)
    found = ask_sql(sql="SELECT max(indeks) FROM hasil_spbe WHERE kode = '35.76'", viewer=OPERATOR)
    assert str(found.rows[0][0]) == "4.32"
