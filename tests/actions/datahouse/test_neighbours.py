"""Catalogues of others are read whole, by change, and after an interruption; programs of others are told."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from pendopo.datahouse.actions import harvesting, telling
from pendopo.datahouse.calling import Answer, Caller
from pendopo.datahouse.domain.addresses import Addresses
from pendopo.datahouse.domain.neighbour_errors import AddressRefused, AnswerRefused, SourceTaken
from pendopo.datahouse.domain.webhooks import WAITS, secret_of
from pendopo.datahouse.models import HarvestedDataset, HarvestRun, HarvestSource, Release, WebhookDelivery
from pendopo.kernel.actor import SYSTEM, Place
from pendopo.kernel.errors import Forbidden
from tests.released_data import release_data

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
ADDRESS = "https://katalog.contoh.go.id"


class Clock:
    """Goes on a minute with each look."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


class Catalogue:
    """The catalogue of another city: `held` by id, in the shapes of CKAN; `asked` keeps the requests."""

    def __init__(self, count: int) -> None:
        self.held = {f"{number:04d}": f"2026-11-{1 + number % 20:02d}T00:00:00" for number in range(count)}
        self.asked: list[dict[str, str]] = []
        self.broken_after = 10**6
        self.knows_filters = True
        self.frozen = False

    def get(self, url: str) -> Answer:
        wish = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        self.asked.append(wish)
        if len(self.asked) > self.broken_after:
            raise AnswerRefused(why="sambungannya gagal atau terputus")
        filtered = wish.get("fq", "")
        if filtered and not self.knows_filters:
            return Answer(409, b'{"success": false}')
        since = filtered.partition("metadata_modified:[")[2][:19]
        start = 0 if self.frozen else int(wish["start"])
        page = [ident for ident in sorted(self.held) if self.held[ident] >= since][
            start : start + int(wish["rows"])
        ]
        shapes = [
            {"id": one, "name": f"data-{one}", "title": f"Data {one}", "metadata_modified": self.held[one],
             "organization": {"title": "Dinas Lain"}, "tags": [{"name": "contoh"}], "resources": [{"format": "csv"}]}
            for one in page
        ]  # fmt: skip
        return Answer(200, json.dumps({"success": True, "result": {"count": 1, "results": shapes}}).encode())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def source(clock: Clock) -> UUID:
    return harvesting.add_source(
        actor=SYSTEM, place=Place(), title="Kota Lain", url=f"{ADDRESS}/", organizations=(), now=clock()
    )


def there() -> int:
    return HarvestedDataset.objects.filter(gone_at=None).count()


def test_a_catalogue_is_read_page_by_page_until_an_empty_one(source: UUID, clock: Clock) -> None:
    other = Catalogue(250)
    assert harvesting.harvest(source=source, get=other.get, clock=clock) == "selesai"
    assert there() == 250
    assert [wish["start"] for wish in other.asked] == ["0", "100", "200", "300"]
    run = HarvestRun.objects.get()
    assert (run.pages, run.seen, run.added, run.gone) == (3, 250, 250, 0)
    one = HarvestedDataset.objects.get(remote_id="0001")
    assert (one.address, one.formats, one.publisher) == (
        f"{ADDRESS}/dataset/data-0001",
        ["CSV"],
        "Dinas Lain",
    )


def test_then_only_changes_are_asked_and_once_a_week_everything(source: UUID, clock: Clock) -> None:
    other = Catalogue(5)
    harvesting.harvest(source=source, get=other.get, clock=clock)
    other.held |= {"0001": "2026-12-01T00:00:00", "0009": "2026-12-01T00:00:00"}
    del other.held["0003"]
    harvesting.harvest(source=source, get=other.get, clock=clock)
    run = HarvestRun.objects.latest("pk")
    assert (run.added, run.changed, run.gone, there()) == (1, 1, 0, 6)
    clock.now += timedelta(days=8)
    harvesting.harvest(source=source, get=other.get, clock=clock)
    run = HarvestRun.objects.latest("pk")
    assert (run.since, run.gone, there()) == (None, 1, 5)
    assert HarvestedDataset.objects.get(remote_id="0003").gone_at is not None


def test_a_catalogue_without_filters_is_read_whole(source: UUID, clock: Clock) -> None:
    other = Catalogue(5)
    other.knows_filters = False
    for _ in range(2):
        assert harvesting.harvest(source=source, get=other.get, clock=clock) == "selesai"
    assert HarvestRun.objects.latest("pk").since is None


def test_a_killed_reading_goes_on_where_it_was(source: UUID, clock: Clock) -> None:
    other = Catalogue(250)

    def killed(url: str) -> Answer:
        if len(other.asked) == 2:
            raise KeyboardInterrupt
        return other.get(url)

    with pytest.raises(KeyboardInterrupt):
        harvesting.harvest(source=source, get=killed, clock=clock)
    assert there() == 200
    assert harvesting.harvest(source=source, get=other.get, clock=clock) == "selesai"
    assert [wish["start"] for wish in other.asked] == ["0", "100", "200", "300"]
    assert (there(), HarvestRun.objects.count()) == (250, 1)


@pytest.mark.parametrize(
    ("break_it", "told"),
    [
        (lambda other: setattr(other, "frozen", True), "dua halaman berturut-turut sama"),
        (lambda other: setattr(other, "broken_after", 0), "terputus"),
        (lambda other: other.held.clear(), "katalognya kosong"),
        (lambda other: setattr(other, "get", lambda url: Answer(200, b"<html>")), "bukan JSON"),
        (lambda other: setattr(other, "get", lambda url: Answer(200, b"[" * 100_000)), "bukan JSON"),
        (lambda other: setattr(other, "get", lambda url: Answer(200, b'{"success": true}')), "bukan package_search"),
        (lambda other: setattr(other, "get", lambda url: Answer(500, b"")), "berstatus 500"),
    ],
)  # fmt: skip
def test_a_reading_that_fails_says_why_and_loses_nothing(
    source: UUID, clock: Clock, break_it: Callable[[Catalogue], object], told: str
) -> None:
    other = Catalogue(5)
    harvesting.harvest(source=source, get=other.get, clock=clock)
    clock.now += timedelta(days=8)
    break_it(other)
    assert harvesting.harvest(source=source, get=lambda url: other.get(url), clock=clock) == "gagal"
    assert told in HarvestRun.objects.latest("pk").fault
    assert there() == 5


def test_two_houses_read_each_other_without_an_echo(source: UUID, clock: Clock, tmp_path: Any) -> None:
    """What we read from others is not offered again: a second reading of ourselves finds our own only."""
    release_data(tmp_path)
    harvesting.harvest(source=source, get=Catalogue(3).get, clock=clock)

    def ourselves(url: str) -> Answer:
        place = urlsplit(url)
        answer = Client().get(f"{place.path}?{place.query}")
        return Answer(answer.status_code, answer.content)

    mirror = harvesting.add_source(
        actor=SYSTEM,
        place=Place(),
        title="Cermin",
        url="https://data.uji.go.id",
        organizations=(),
        now=clock(),
    )
    assert harvesting.harvest(source=mirror, get=ourselves, clock=clock) == "selesai"
    one = HarvestedDataset.objects.get(source=mirror)
    assert (one.title, one.licence, one.formats) == (
        "Penduduk kecamatan",
        "CC-BY-4.0",
        ["CSV", "JSON", "PARQUET"],
    )


@pytest.mark.django_db(transaction=True)
def test_a_second_house_reads_us_over_the_wire(
    live_server: Any, monkeypatch: pytest.MonkeyPatch, source: UUID, clock: Clock, tmp_path: Any
) -> None:
    """Real HTTP on a real port, through the guard of addresses."""
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["localhost", "127.0.0.1"])
    release_data(tmp_path)
    release_data(tmp_path, "stunting", owner="dinkes", access="terbatas", licence="")
    place = urlsplit(live_server.url)
    HarvestSource.objects.filter(pk=source).update(url=live_server.url)
    guarded = Caller(own_hosts=(str(place.hostname),))
    assert harvesting.harvest(source=source, get=Caller().get, clock=clock) == "gagal"
    assert "jaringan dalam" in HarvestRun.objects.latest("pk").fault
    assert harvesting.harvest(source=source, get=guarded.get, clock=clock) == "selesai"
    found = {one.title: one.formats for one in HarvestedDataset.objects.filter(source=source)}
    assert found == {"Penduduk kecamatan": ["CSV", "JSON", "PARQUET"], "Stunting": []}


@pytest.mark.parametrize(
    "url", ["ftp://a.go.id", "https://", "https://u:p@a.go.id", "javascript:x", "http://a b"]
)
def test_what_is_no_address_of_a_catalogue_is_refused(clock: Clock, url: str) -> None:
    with pytest.raises(AddressRefused):
        harvesting.add_source(
            actor=SYSTEM, place=Place(), title="Kota Lain", url=url, organizations=(), now=clock()
        )


def test_a_catalogue_is_listed_once_and_by_a_walidata_only(source: UUID, clock: Clock) -> None:
    from pendopo.kernel.actor import Actor

    facts: dict[str, Any] = {
        "place": Place(),
        "title": "Kota Lain",
        "url": ADDRESS,
        "organizations": (),
        "now": clock(),
    }
    with pytest.raises(SourceTaken):
        harvesting.add_source(actor=SYSTEM, **facts)
    with pytest.raises(Forbidden):
        harvesting.add_source(actor=Actor(account_id=1), **facts)


@pytest.fixture
def release(tmp_path: Any) -> Callable[..., Release]:
    return lambda **facts: release_data(tmp_path, **facts)


def test_a_release_and_its_withdrawal_are_told_once_and_signed(clock: Clock, release: Any) -> None:
    hook = telling.add_hook(
        actor=SYSTEM, place=Place(), title="Portal provinsi", url=f"{ADDRESS}/kabar", now=clock()
    )
    release(at=START - timedelta(days=1), slug="lama")
    one = release(at=clock())
    heard: list[tuple[bytes, Any]] = []

    def post(url: str, body: bytes, headers: Any) -> Answer:
        heard.append((body, headers))
        return Answer(204, b"")

    def tell() -> int:
        return telling.tell(
            post=post, site=Addresses("https://uji.go.id"), site_key=settings.SECRET_KEY, clock=clock
        )

    assert (tell(), tell()) == (1, 0)
    Release.objects.filter(pk=one.pk).update(withdrawn_at=clock(), withdrawn_why="Salah.")
    assert (tell(), tell()) == (1, 0)
    assert [json.loads(body)["type"] for body, _ in heard] == ["data.rilis", "data.penarikan"]
    body, headers = heard[0]
    assert json.loads(body)["data"]["page"] == "https://uji.go.id/data/penduduk-kecamatan/"
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = hmac.new(secret_of(settings.SECRET_KEY, hook, 1), signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(expected).decode()


def test_a_message_is_tried_again_with_longer_waits_and_given_up_in_the_end(
    clock: Clock, release: Any
) -> None:
    telling.add_hook(
        actor=SYSTEM, place=Place(), title="Portal provinsi", url=f"{ADDRESS}/kabar", now=clock()
    )
    release(at=clock())
    tries = 0

    def post(url: str, body: bytes, headers: Any) -> Answer:
        nonlocal tries
        tries += 1
        return Answer(503, b"")

    for _ in range(3 * len(WAITS)):
        telling.tell(
            post=post, site=Addresses("https://uji.go.id"), site_key=settings.SECRET_KEY, clock=clock
        )
        clock.now += timedelta(hours=13)
    message = WebhookDelivery.objects.get()
    assert (tries, message.state, message.last_status) == (len(WAITS) + 1, "menyerah", 503)
    assert message.last_fault == "Jawabannya berstatus 503."
