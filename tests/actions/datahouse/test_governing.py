"""A data set on its way: nobody skips a step, nobody checks his own data, and what was decided stays."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.datahouse.domain.errors import UnknownDataset
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.principles import Principle
from pendopo.datahouse.domain.workflow_errors import (
    CheckerIsSubmitter,
    FindingsStand,
    FindingsUnanswered,
    NeverPublic,
    NothingToReturn,
    NotReady,
    NotWithdrawable,
    StepNotPossible,
)
from pendopo.datahouse.lake.releases import released_file
from pendopo.datahouse.models import Dataset, Release, Review, ReviewFinding, StateChange
from pendopo.datahouse.queries import examine, lacks_of, published, published_dataset
from pendopo.kernel.errors import Forbidden, Invalid
from tests.governed_data import ROWS, SAID, GovernedHouse, governed_house


@pytest.fixture
def house(db: None, tmp_path: Path) -> GovernedHouse:
    return governed_house(tmp_path)


def state(slug: str = "kunjungan") -> str:
    return str(Dataset.objects.get(slug=slug).state)


def finding(house: GovernedHouse, who: str = "walidata") -> int:
    return int(
        house.act(
            who,
            "note_finding",
            principle=Principle.METADATA,
            column="kunjungan",
            text="Jelaskan cara menghitungnya.",
        )
    )


def test_data_are_returned_with_findings_answered_and_published(house: GovernedHouse) -> None:
    house.deliver()
    house.describe()
    house.act("produsen", "submit", note="Data Oktober")
    house.act("walidata", "begin_check")
    wrong = finding(house)
    with pytest.raises(FindingsStand):
        house.act("walidata", "approve")
    house.act("walidata", "return_data", note="Satu hal saja.")
    assert state() == "dikembalikan"
    with pytest.raises(FindingsUnanswered):
        house.act("produsen", "submit")
    house.act("produsen", "answer_finding", finding=wrong, answer="Dihitung per kedatangan.")
    house.act("produsen", "submit")
    house.act("walidata", "begin_check")
    house.act("walidata", "approve")
    assert (house.publish(), state()) == (1, "terbit")
    steps = StateChange.objects.order_by("id").values_list("step", flat=True)
    assert list(steps) == [
        "kirim", "perbaiki", "ajukan", "periksa", "kembalikan", "ajukan", "periksa", "setujui", "terbitkan",
    ]  # fmt: skip
    one = published_dataset(slug="kunjungan")
    assert (one.title, one.licence, one.release and one.release.rows) == (
        "Kunjungan puskesmas per kecamatan", "CC-BY-4.0", 2,
    )  # fmt: skip


def test_nobody_checks_what_he_has_submitted(house: GovernedHouse) -> None:
    both = house.people["walidata"]
    house.people["produsen"] = replace(both, grants=(*both.grants, *house.people["produsen"].grants))
    house.deliver()
    house.describe()
    house.act("produsen", "submit")
    with pytest.raises(CheckerIsSubmitter):
        house.act("produsen", "begin_check")
    row = Dataset.objects.get()
    for submitter in (row.submitted_by_id, house.people["pembina"].account_id):
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.create(
                dataset=row, version=1, stage="walidata", submitter_id=submitter, begun_at=house.now(),
                begun_by_id=row.submitted_by_id,
            )  # fmt: skip
    house.act("pendukung", "begin_check")
    assert state() == "diperiksa_walidata"


def test_only_the_right_people_take_each_step(house: GovernedHouse) -> None:
    house.deliver()
    with pytest.raises(Forbidden):
        house.act("produsen-lain", "describe", said=SAID)
    house.describe()
    for who in ("produsen-lain", "walidata", "pembina"):
        with pytest.raises(Forbidden):
            house.act(who, "submit")
    house.act("produsen", "submit")
    for who in ("produsen-lain", "pembina"):
        with pytest.raises(Forbidden):
            house.act(who, "begin_check")
    house.act("pendukung", "begin_check")
    with pytest.raises(Forbidden):
        house.act("pendukung", "approve")
    house.act("walidata", "approve")
    with pytest.raises(Forbidden):
        house.act("pendukung", "publish", folder=house.lake)


def test_priority_data_need_the_pembina(house: GovernedHouse) -> None:
    house.deliver()
    house.describe()
    Dataset.objects.update(priority_year=2026)
    house.act("produsen", "submit")
    house.act("walidata", "begin_check")
    house.act("walidata", "approve")
    assert state() == "diperiksa_pembina"
    with pytest.raises(Forbidden):
        house.act("walidata", "approve")
    with pytest.raises(NothingToReturn):
        house.act("pembina", "return_data")
    finding(house, "pembina")
    house.act("pembina", "return_data")
    house.act("produsen", "answer_finding", finding=ReviewFinding.objects.get().pk, answer="Sudah ditulis.")
    house.act("produsen", "submit")
    house.act("walidata", "begin_check")
    house.act("walidata", "approve")
    house.act("pembina", "approve")
    assert state() == "disetujui"


def test_metadata_of_dashes_do_not_pass(house: GovernedHouse) -> None:
    house.deliver()
    house.describe(
        summary="-", metadata={"tujuan": "-", "cara_pengumpulan_data": "survei"}, licence="", columns={}
    )
    codes = {one.code for one in lacks_of(slug="kunjungan")}
    assert codes == {"summary", "metadata", "licence", "definition", "unit", "standard"}
    with pytest.raises(NotReady):
        house.act("produsen", "submit")
    assert state() == "draf"


def test_what_looks_personal_is_decided_with_a_reason_and_a_nik_never(house: GovernedHouse) -> None:
    house.deliver(ROWS.replace("ramai", "hubungi 0812-3456-7890"))
    house.describe()
    house.act("produsen", "submit")
    house.act("walidata", "begin_check")
    with pytest.raises(NotReady):
        house.act("walidata", "approve")
    with pytest.raises(NeverPublic):
        house.act("walidata", "allow_personal", column="catatan", kind="nik", reason="Sudah disetujui semua.")
    with pytest.raises(Invalid):
        house.act("walidata", "allow_personal", column="catatan", kind="telepon", reason="-")
    house.act(
        "walidata", "allow_personal", column="catatan", kind="telepon", reason="Nomor kantor, bukan pribadi."
    )
    house.act("walidata", "approve")
    assert house.publish() == 1


def test_a_nik_stops_the_submission_until_its_column_is_closed(house: GovernedHouse) -> None:
    house.deliver(ROWS.replace("ramai", "3576014107900001"))
    house.describe()
    with pytest.raises(NotReady):
        house.act("produsen", "submit")
    columns = dict(SAID.columns) | {"catatan": {**SAID.columns["catatan"], "tutup": "1"}}
    house.describe(columns=columns)
    house.act("produsen", "submit")
    house.act("walidata", "begin_check")
    house.act("walidata", "approve")
    house.publish()
    one = published_dataset(slug="kunjungan")
    assert one.schema.names == ("kecamatan", "kunjungan")
    csv = one.files[0]
    assert b"3576014107900001" not in released_file(house.lake, csv.sha256).read_bytes()


def test_files_are_made_once_and_their_digests_stand_in_the_record(house: GovernedHouse) -> None:
    house.approved()
    house.publish()
    files = {
        one.format: released_file(house.lake, one.sha256) for one in published_dataset(slug="kunjungan").files
    }
    assert set(files) == {"csv", "xlsx", "parquet", "json"}
    assert files["csv"].read_text() == ROWS
    assert json.loads(files["json"].read_text())[1] == {
        "kecamatan": "Kranggan",
        "kunjungan": 75,
        "catatan": "=1+1",
    }
    for one in published_dataset(slug="kunjungan").files:
        content = files[one.format].read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (one.sha256, one.size)
    with connection.cursor() as cursor:
        cursor.execute("SELECT convert_from(leaf, 'UTF8') FROM ledger_outbox WHERE log = 'data'")
        entries = [json.loads(row[0]) for row in cursor.fetchall()]
    assert [one["t"] for one in entries] == ["publish/1"]
    assert (
        entries[0]["files"]["/data/kunjungan/rilis/1/kunjungan.csv"]
        == hashlib.sha256(ROWS.encode()).hexdigest()
    )
    assert examine(folder=house.lake) == (1, [])
    files["csv"].write_text("lain")
    assert [one.what for one in examine(folder=house.lake)[1]] == [
        "berkas csv dari rilis 1 hilang atau berubah"
    ]


def test_a_newer_version_waits_while_one_is_checked_and_then_begins_anew(house: GovernedHouse) -> None:
    house.deliver()
    house.describe()
    house.act("produsen", "submit")
    house.act("walidata", "begin_check")
    house.deliver(ROWS.replace("120", "121"))
    assert (Dataset.objects.get().at_work, state()) == (1, "diperiksa_walidata")
    house.act("walidata", "approve")
    house.publish()
    assert (Dataset.objects.get().at_work, state()) == (2, "draf")
    release = published_dataset(slug="kunjungan").release
    assert release
    assert release.version == 1
    assert examine(folder=house.lake) == (2, [])


def test_access_opens_with_a_release_and_closes_with_its_withdrawal(house: GovernedHouse) -> None:
    house.deliver()
    house.describe()
    assert Dataset.objects.get().access == Access.LIMITED.value
    house.act("produsen", "submit")
    house.act("walidata", "begin_check")
    house.act("walidata", "approve")
    house.publish()
    assert Dataset.objects.get().access == Access.OPEN.value
    with pytest.raises(Invalid):
        house.act("walidata", "withdraw", number=1, why="-")
    house.act("walidata", "withdraw", number=1, why="Kolom catatan keliru.")
    assert (state(), Dataset.objects.get().access) == ("ditarik", Access.LIMITED.value)
    one = published_dataset(slug="kunjungan")
    assert one.release is None
    assert one.releases[0].withdrawn_why == "Kolom catatan keliru."
    with pytest.raises(NotWithdrawable):
        house.act("walidata", "withdraw", number=1, why="Sekali lagi ditarik.")


def test_closed_data_are_told_of_without_files(house: GovernedHouse) -> None:
    house.approved(access=Access.CLOSED)
    house.publish()
    one = published_dataset(slug="kunjungan")
    assert one.release
    assert (one.release.files, one.access) == ((), Access.CLOSED)


def test_what_was_never_released_is_not_public(house: GovernedHouse) -> None:
    house.approved()
    assert published() == ()
    with pytest.raises(UnknownDataset):
        published_dataset(slug="kunjungan")


def test_the_database_refuses_to_skip_a_step_or_rewrite_a_decision(house: GovernedHouse) -> None:
    house.deliver()
    house.describe()
    house.act("produsen", "submit")
    house.act("walidata", "begin_check")
    finding(house)
    house.act("walidata", "return_data")
    for change in (
        lambda: Dataset.objects.update(state="terbit"),
        lambda: StateChange.objects.update(note="lain"),
        lambda: Review.objects.update(decision="disetujui"),
        lambda: ReviewFinding.objects.update(text="Tidak ada apa-apa."),
        lambda: ReviewFinding.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    with pytest.raises(StepNotPossible):
        house.publish()


def test_a_release_stays_as_it_was_published(house: GovernedHouse) -> None:
    house.approved()
    house.publish()
    for change in (
        lambda: Release.objects.update(files=[]),
        lambda: Release.objects.update(rows=3),
        lambda: Release.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
