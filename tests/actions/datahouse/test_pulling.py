"""Turns of a source: what is new becomes a version, what fails is tried again, and too much failing stops it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.datahouse.actions import connecting, pulling
from pendopo.datahouse.actions.connecting import PullWish
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.sources import Every, FetchFailed, HostNotAllowed, Source, Target
from pendopo.datahouse.models import Connection, Fetch
from pendopo.datahouse.pulling.fetching import fetch
from pendopo.datahouse.pulling.limits import Fetched, FetchLimits
from pendopo.datahouse.queries.connections import connection as shown
from pendopo.datahouse.queries.connections import push_key
from pendopo.datahouse.queries.versions import version_of
from pendopo.kernel.errors import Invalid, NotFound, Unauthenticated
from tests.actions.datahouse.arrivals import NOW, Desk, build_desk

HOSTS = ["127.0.0.1"]
QUERY = "SELECT v.* FROM (VALUES (1, 'A'), (2, 'B')) AS v(id, kode)"


@pytest.fixture
def desk(db, tmp_path) -> Desk:
    return build_desk(tmp_path)


def wish(query: str = QUERY, *, mode: Mode = Mode.REPLACE, **also) -> PullWish:
    info = connection.settings_dict
    target = Target(
        Source.POSTGRESQL, info["HOST"] or HOSTS[0], int(info["PORT"] or 5432), user=info["USER"],
        database=info["NAME"], query=query, secure=False, **also,
    )  # fmt: skip
    return PullWish("Basis data uji", target, info["PASSWORD"], Every.DAY, mode)


def add(desk: Desk, **also):
    return connecting.add_source(slug=desk.slug, wish=wish(**also), hosts=HOSTS, actor=desk.actor, now=NOW)


def turn(desk: Desk, ident, *, fetcher=fetch, at=NOW) -> str:
    limits = FetchLimits(seconds=10, hosts=tuple(HOSTS))
    return pulling.pull(house=desk.house, connection=ident, fetch=fetcher, limits=limits, clock=lambda: at)


def nothing_there(*_):
    raise FetchFailed(why="tidak ada yang melayani")


def test_a_source_fills_its_data_set_once_its_columns_were_seen(desk):
    ident = add(desk)
    assert pulling.due(now=NOW) == [ident]
    assert turn(desk, ident) == "waits"
    assert turn(desk, ident) == ""
    desk.confirm(shown(desk.actor, ident).fetches[0].arrival)
    assert version_of(slug=desk.slug).rows == 2
    assert turn(desk, ident) == "same"
    here = shown(desk.actor, ident)
    assert here.next_at == NOW + timedelta(days=1)
    assert [one.outcome for one in here.fetches] == ["same", "waits"]


def test_only_new_rows_are_added_and_the_mark_moves_with_what_is_stored(desk):
    desk.deliver("id,kode\n0,X\n")
    ident = add(desk, mode=Mode.APPEND, since="id")
    assert turn(desk, ident) == "stored"
    assert (shown(desk.actor, ident).mark, version_of(slug=desk.slug).rows) == ("2", 3)
    assert turn(desk, ident) == "same"
    more = wish(QUERY.replace("(2, 'B')", "(2, 'B'), (3, 'C')"), mode=Mode.APPEND, since="id")
    connecting.change_source(connection=ident, wish=more, hosts=HOSTS, actor=desk.actor, now=NOW)
    assert shown(desk.actor, ident).mark == ""
    with pytest.raises(Invalid, match="penanda"):
        add(desk, since="id")


def test_faults_in_the_data_leave_the_mark_and_are_told(desk):
    desk.deliver("jumlah,kode\n0,X\n")
    ident = add(desk, query="SELECT v.* FROM (VALUES ('satu', 'A')) AS v(jumlah, kode)", mode=Mode.APPEND)
    assert turn(desk, ident) == "refused"
    here = shown(desk.actor, ident)
    assert (here.mark, here.failures, version_of(slug=desk.slug).number) == ("", 1, 1)
    assert here.fetches[0].arrival is not None


def test_a_source_that_fails_is_tried_again_later_and_later_and_then_rests(desk):
    ident = add(desk)
    waits, at = [], NOW
    for _ in range(10):
        assert turn(desk, ident, fetcher=nothing_there, at=at) == "failed"
        row = Connection.objects.get(pk=ident)
        waits.append(None if row.next_at is None else row.next_at - at)
        at += timedelta(days=1)
    assert waits[:4] == [
        timedelta(minutes=5),
        timedelta(minutes=20),
        timedelta(minutes=60),
        timedelta(days=1),
    ]
    assert (waits[-1], shown(desk.actor, ident).active) == (None, False)
    assert turn(desk, ident) == ""
    connecting.resume(connection=ident, actor=desk.actor, now=at)
    assert turn(desk, ident, at=at) == "waits"


def test_the_secret_is_encrypted_and_never_goes_to_another_host(desk):
    ident = add(desk)
    stored = bytes(Connection.objects.get(pk=ident).secret)
    assert len(stored) > 80
    assert stored != bytes(Connection.objects.get(pk=add(desk)).secret)
    assert connecting.secret_of(connection=ident, actor=desk.actor) == wish().secret
    target = Target(**{**wish().target.as_json(), "source": Source.POSTGRESQL, "host": "db.lain.go.id"})
    other = PullWish("Lain", target, "", Every.DAY, Mode.REPLACE)
    with pytest.raises(HostNotAllowed):
        connecting.change_source(connection=ident, wish=other, hosts=HOSTS, actor=desk.actor, now=NOW)
    connecting.change_source(connection=ident, wish=other, hosts=["db.lain.go.id"], actor=desk.actor, now=NOW)
    assert Connection.objects.get(pk=ident).secret is None
    with pytest.raises(NotFound):
        shown(desk.other, ident)


def test_an_ended_connection_forgets_its_secret_and_an_ended_key_opens_nothing(desk):
    ident = add(desk)
    connecting.end(connection=ident, actor=desk.actor, now=NOW)
    assert Connection.objects.get(pk=ident).secret is None
    with pytest.raises(Invalid):
        connecting.resume(connection=ident, actor=desk.actor, now=NOW)
    connection_, key = connecting.issue_push_key(
        slug=desk.slug, label="SIMRS", mode=Mode.REPLACE, actor=desk.actor, now=NOW
    )
    assert push_key(key).slug == desk.slug
    connecting.stop(connection=connection_, actor=desk.actor)
    with pytest.raises(Unauthenticated):
        push_key(key)


def test_two_turns_at_once_are_impossible_and_an_old_one_stays_as_it_was(desk):
    ident = add(desk)
    row = Connection.objects.get(pk=ident)
    Fetch.objects.create(connection=row, began_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Fetch.objects.create(connection=row, began_at=NOW)
    assert turn(desk, ident) == ""
    later = NOW + timedelta(hours=3)
    assert turn(desk, ident, at=later, fetcher=an_empty_answer) == "same"
    dead = Fetch.objects.order_by("began_at").first()
    assert dead.said == "Terputus."
    with pytest.raises(IntegrityError), transaction.atomic():
        Fetch.objects.filter(pk=dead.pk).update(said="Berhasil.")


def an_empty_answer(_, folder: Path, __) -> Fetched:
    (folder / "a.ndjson").touch()
    return Fetched(folder / "a.ndjson", "a.ndjson", rows=0)
