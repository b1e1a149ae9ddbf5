"""Files come in, are looked at, checked, and stored or refused; nothing half is ever kept."""

import hashlib
from datetime import timedelta

import pytest
from django.db import transaction

from pendopo.datahouse.actions import arriving, connecting, inspecting, upkeep
from pendopo.datahouse.actions.opening import open_dataset
from pendopo.datahouse.domain.arrivals import (
    DeliveryTooLarge,
    KeyReused,
    Limits,
    PartBroken,
    PartMissing,
    QuotaReached,
    Stage,
    Way,
    WrongStage,
)
from pendopo.datahouse.domain.errors import SchemaRefused
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.opening import DatasetExists, Opening
from pendopo.datahouse.queries.arrivals import arrival, findings, own_agencies, own_datasets
from pendopo.datahouse.queries.versions import versions_of
from pendopo.kernel.errors import Forbidden, Invalid, NotFound
from tests.actions.datahouse.arrivals import GOOD, NOW, Desk, build_desk


@pytest.fixture
def desk(db, tmp_path) -> Desk:
    return build_desk(tmp_path)


def files(desk: Desk) -> list[str]:
    return sorted(one.name for one in desk.house.arrivals.path.glob("*/*"))


def test_a_first_file_waits_for_a_look_at_its_columns(desk):
    ident = desk.send(GOOD)
    assert desk.look(ident) is Stage.WAITING
    shown = desk.view(ident)
    assert [(one.name, one.type) for one in shown.schema.fields] == [
        ("kode", "string"), ("nama", "string"), ("jumlah", "integer")
    ]  # fmt: skip
    assert shown.report["samples"]["jumlah"] == ["1", "2"]
    assert shown.report["personal_data"][0]["column"] == "nama"


def test_what_somebody_says_about_a_column_is_stored_with_the_version(desk):
    ident = desk.send(GOOD)
    desk.look(ident)
    changes = {"title": "Jumlah jiwa", "type": "number", "scale": 2, "constraints": {"minimum": "1"},
               "msVar": {"konsep": "Jiwa", "satuan": "orang"}}  # fmt: skip
    inspecting.describe_column(
        arrival=ident, column="jumlah", changes=changes, key=False, reference=None, actor=desk.actor, now=NOW
    )
    assert desk.confirm(ident) is Stage.ACCEPTED
    version = versions_of(slug=desk.slug)[0]
    field = version.schema.field("jumlah")
    assert (field.title, field.scale, field.minimum) == ("Jumlah jiwa", 2, "1")
    assert field.ms_var["satuan"] == "orang"
    assert files(desk) == []
    assert own_datasets(desk.actor)[0].rows == 2


def test_a_column_cannot_become_what_no_schema_allows(desk):
    ident = desk.send(GOOD)
    desk.look(ident)
    with pytest.raises(SchemaRefused):
        inspecting.describe_column(
            arrival=ident,
            column="jumlah",
            changes={"type": "uang"},
            key=False,
            reference=None,
            actor=desk.actor,
            now=NOW,
        )


def test_the_next_file_is_checked_at_once_and_all_faults_are_told(desk):
    desk.deliver(GOOD)
    refused = desk.deliver("kode,nama,jumlah\nA,Satu,satu\nB,Dua,2\nC,Tiga,x\n")
    assert refused.stage is Stage.REFUSED
    page = findings(refused.report)
    assert [(one.row, one.column, one.value) for one in page.findings] == [
        (2, "jumlah", "satu"),
        (4, "jumlah", "x"),
    ]
    assert page.total == 2
    assert files(desk) == ["ditolak.xlsx", "kiriman.csv"]
    assert len(versions_of(slug=desk.slug)) == 1


def test_columns_that_have_really_changed_are_looked_at_again_with_the_same_file(desk):
    desk.deliver(GOOD)
    refused = desk.deliver("kode,nama,jumlah,tahun\nA,Satu,1,2026\n")
    assert {one.code for one in findings(refused.report).findings} == {"new-column"}
    inspecting.look_again(arrival=refused.id, actor=desk.actor, now=NOW)
    assert desk.look(refused.id, anew=True) is Stage.WAITING
    assert desk.confirm(refused.id) is Stage.ACCEPTED
    assert versions_of(slug=desk.slug)[0].schema.names == ("kode", "nama", "jumlah", "tahun")


def test_the_same_file_again_stays_one_version(desk):
    desk.deliver(GOOD)
    again = desk.deliver(GOOD)
    assert (again.stage, again.version, again.report["repeated"]) == (Stage.ACCEPTED, 1, True)


def test_a_file_that_cannot_be_read_says_why(desk):
    ident = desk.send(b"\xff\xfe\x00", name="foto.png")
    assert desk.look(ident) is Stage.FAILED
    assert "pakai salah satu bentuk" in desk.view(ident).problem


def test_an_empty_or_too_large_file_leaves_nothing(db, tmp_path):
    desk = build_desk(tmp_path, limits=Limits(100, 10, 1000))
    with pytest.raises(Invalid, match="kosong"):
        desk.send(b"")
    with pytest.raises(DeliveryTooLarge):
        desk.send("x" * 101, announced=1)
    assert files(desk) == []


def test_an_upload_that_is_cut_leaves_nothing(desk):
    def cut():
        yield b"kode\n"
        raise OSError("the browser went away")

    with pytest.raises(OSError, match="went away"):
        arriving.receive(
            house=desk.house, slug=desk.slug, name="a.csv", chunks=cut(), announced=9, mode=Mode.REPLACE,
            way=Way.UPLOAD, actor=desk.actor, now=NOW,
        )  # fmt: skip
    assert files(desk) == []
    assert own_datasets(desk.actor)[0].arrival is None


def test_an_agency_sends_so_much_a_day_and_no_more(db, tmp_path):
    desk = build_desk(tmp_path, limits=Limits(1000, 2, 100))
    desk.send("a,b\n1,2\n")
    desk.send("a,b\n1,3\n")
    with pytest.raises(QuotaReached):
        desk.send("a,b\n1,4\n")
    desk.send("a,b\n1,4\n", now=NOW + timedelta(hours=25))
    with pytest.raises(QuotaReached):
        desk.send("x" * 101, now=NOW + timedelta(hours=50))


def test_people_of_another_agency_neither_send_nor_see(desk):
    ident = desk.send(GOOD)
    with pytest.raises(Forbidden):
        desk.send(GOOD, actor=desk.other)
    with pytest.raises(NotFound):
        arrival(desk.other, ident)
    with pytest.raises(Forbidden):
        arriving.cancel(house=desk.house, arrival=ident, actor=desk.other, now=NOW)
    assert [one.name for one in own_agencies(desk.other)] == ["Dinas dikbud"]
    assert own_datasets(desk.other) == ()


def test_a_cancelled_file_is_gone_and_is_not_checked(desk):
    ident = desk.send(GOOD)
    arriving.cancel(house=desk.house, arrival=ident, actor=desk.actor, now=NOW)
    assert files(desk) == []
    assert desk.look(ident) is Stage.CANCELLED
    with pytest.raises(WrongStage):
        inspecting.confirm(arrival=ident, actor=desk.actor, now=NOW)


def test_a_name_is_taken_once(desk):
    wanted = Opening(desk.agency.pk, "Data uji", "Kumpulan data untuk pengujian saja.", "monthly", "terbatas")
    with pytest.raises(DatasetExists), transaction.atomic():
        open_dataset(wanted=wanted, actor=desk.actor, now=NOW)


def test_files_and_the_values_in_reports_are_swept_after_a_week(desk):
    desk.deliver(GOOD)
    refused = desk.deliver("kode,nama,jumlah\nA,Budi,satu\n")
    waiting = desk.send(GOOD + "C,Tiga,3\n")
    assert upkeep.sweep_arrivals(house=desk.house, now=NOW + timedelta(days=6)) == 0
    assert upkeep.left_alone(now=NOW + timedelta(minutes=3)) == [waiting]
    assert upkeep.sweep_arrivals(house=desk.house, now=NOW + timedelta(days=8)) == 1
    swept = desk.view(refused.id)
    assert swept.swept
    assert findings(swept.report).findings[0].value == ""
    assert files(desk) == ["kiriman.csv"]


# Parts, as programs send them.


def pushed(desk: Desk, **also):
    connection, _ = connecting.issue_push_key(
        slug=desk.slug, label="SIMRS", mode=Mode.REPLACE, actor=desk.actor, now=NOW
    )
    facts = {"key": "kiriman-1", "mode": Mode.REPLACE, "name": "a.ndjson", "size": None} | also
    ident, before = arriving.begin_parts(
        house=desk.house, slug=desk.slug, connection=connection, now=NOW, **facts
    )
    assert not before
    return connection, ident


def part(desk, connection, ident, content: bytes, offset: int, sha256: str = "") -> int:
    return arriving.add_part(
        house=desk.house,
        arrival=ident,
        connection=connection,
        part=content,
        offset=offset,
        sha256=sha256,
        now=NOW,
    )


def test_parts_are_put_together_and_sent_again_without_harm(desk):
    desk.deliver(GOOD)
    connection, ident = pushed(desk)
    first, second = b'{"kode":"A","nama":"x","jum', b'lah":7}\n'
    assert part(desk, connection, ident, first, 0) == len(first)
    assert part(desk, connection, ident, first, 0) == len(first)
    with pytest.raises(PartMissing) as gap:
        part(desk, connection, ident, second, 3)
    assert gap.value.facts["offset"] == len(first)
    with pytest.raises(PartBroken):
        part(desk, connection, ident, second, len(first), sha256="0" * 64)
    part(desk, connection, ident, second, len(first), hashlib.sha256(second).hexdigest())
    whole = hashlib.sha256(first + second).hexdigest()
    finish = {"house": desk.house, "arrival": ident, "connection": connection, "now": NOW}
    with pytest.raises(Invalid, match="SHA-256"):
        arriving.finish_parts(sha256="1" * 64, **finish)
    assert arriving.finish_parts(sha256=whole, **finish)
    assert not arriving.finish_parts(sha256=whole, **finish)
    assert desk.look(ident) is Stage.CHECKING
    assert desk.check(ident) is Stage.ACCEPTED
    assert versions_of(slug=desk.slug)[0].sha256 == whole


def test_what_a_killed_process_wrote_beyond_the_confirmed_bytes_is_overwritten(desk):
    connection, ident = pushed(desk)
    part(desk, connection, ident, b'{"a":1}\n', 0)
    path = desk.house.arrivals.file(ident, "a.ndjson")
    path.write_bytes(path.read_bytes() + b"half a part")
    part(desk, connection, ident, b'{"a":2}\n', 8)
    assert path.read_bytes() == b'{"a":1}\n{"a":2}\n'


def test_the_same_key_is_the_same_delivery_and_nothing_else(desk):
    connection, ident = pushed(desk)
    begin = {"house": desk.house, "slug": desk.slug, "key": "kiriman-1", "connection": connection, "now": NOW}
    same = {"mode": Mode.REPLACE, "name": "a.ndjson", "size": None}
    assert arriving.begin_parts(**begin, **same) == (ident, True)
    with pytest.raises(KeyReused):
        arriving.begin_parts(**begin, **(same | {"mode": Mode.APPEND}))


def test_a_key_reaches_its_own_deliveries_only(desk):
    _, ident = pushed(desk)
    other, _ = connecting.issue_push_key(
        slug=desk.slug, label="Lain", mode=Mode.REPLACE, actor=desk.actor, now=NOW
    )
    with pytest.raises(NotFound):
        part(desk, other, ident, b"x", 0)
    with pytest.raises(Forbidden):
        connecting.issue_push_key(slug=desk.slug, label="x", mode=Mode.REPLACE, actor=desk.other, now=NOW)
