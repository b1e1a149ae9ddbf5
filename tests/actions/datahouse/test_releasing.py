"""A release is made whole or not at all: processes that die or sleep, people who stop it, full disks, changed minds."""

import errno
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from pendopo.datahouse.actions import begin_publication, releasing, stop_publication
from pendopo.datahouse.actions.protecting import protect
from pendopo.datahouse.arriving.folder import NoRoom
from pendopo.datahouse.domain.protection import Protection
from pendopo.datahouse.domain.publications import BeingPublished, ProposalChanged, PublicationOver
from pendopo.datahouse.lake import releases
from pendopo.datahouse.models import Dataset, Publication, Release
from pendopo.datahouse.queries import dataset_view, examine, work_of
from pendopo.kernel.errors import Forbidden
from tests.governed_data import NOW, GovernedHouse, governed_house

AWHILE = timedelta(minutes=2)


@pytest.fixture
def house(db: None, tmp_path: Path) -> GovernedHouse:
    made = governed_house(tmp_path)
    made.approved()
    return made


def wanted(house: GovernedHouse) -> UUID:
    return begin_publication(actor=house.people["walidata"], now=NOW, slug="kunjungan").id


def make(house: GovernedHouse, publication: UUID, tried: int | None) -> int:
    assert tried is not None
    return releasing.make_release(
        publication=publication, tried=tried, folder=house.lake, clock=lambda: NOW + AWHILE
    )


def told(house: GovernedHouse) -> tuple[str, str]:
    """Stage and sentence on the page of the data set."""
    one = dataset_view(slug="kunjungan", actor=house.people["walidata"]).publication
    assert one is not None
    return one.stage.value, one.problem


def test_a_process_that_was_given_up_cannot_publish_any_more(house: GovernedHouse) -> None:
    publication = wanted(house)
    first = releasing.take(publication=publication, now=NOW)
    assert releasing.take(publication=publication, now=NOW + timedelta(seconds=30)) is None, "it lives"
    assert releasing.left_alone(now=NOW + timedelta(seconds=30)) == []
    assert releasing.left_alone(now=NOW + AWHILE) == [publication]
    second = releasing.take(publication=publication, now=NOW + AWHILE)
    assert not releasing.wanted_still(publication=publication, tried=1, now=NOW + AWHILE)
    with pytest.raises(PublicationOver):
        make(house, publication, first)
    assert (told(house)[0], Release.objects.count()) == ("making", 0)
    assert make(house, publication, second) == 1
    assert releasing.take(publication=publication, now=NOW + 2 * AWHILE) is None
    assert examine(folder=house.lake) == (1, [])
    made = Publication.objects.get()
    assert (made.stage, made.percent, made.release_id) == ("done", 100, Release.objects.get().pk)


def test_what_kills_its_process_again_and_again_is_told_as_failed(house: GovernedHouse) -> None:
    publication, now = wanted(house), NOW
    for number in (1, 2, 3):
        assert releasing.take(publication=publication, now=now) == number
        now += AWHILE
    assert releasing.take(publication=publication, now=now) is None
    assert told(house)[0] == "failed"
    assert "memori server penuh" in told(house)[1]
    assert house.publish() == 1


def test_it_is_stopped_while_files_are_written_and_may_be_wanted_again(
    house: GovernedHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication = wanted(house)
    view = dataset_view(slug="kunjungan", actor=house.people["walidata"])
    assert view.publication
    assert (view.publication.open, "terbitkan" in view.steps) == (True, False)
    assert [(one.publishing, one.mine) for one in work_of(house.people["walidata"])] == [(True, False)]
    with pytest.raises(BeingPublished):
        wanted(house)
    with pytest.raises(Forbidden):
        stop_publication(actor=house.people["produsen"], now=NOW, slug="kunjungan")
    tried = releasing.take(publication=publication, now=NOW)
    monkeypatch.setattr(releasing, "NOTE_EVERY", 0)
    assert tried is not None
    with pytest.raises(PublicationOver):
        releasing.make_release(
            publication=publication, tried=tried, folder=house.lake, clock=lambda: _stopping(house)
        )
    assert (told(house)[0], Release.objects.count(), Dataset.objects.get().state) == (
        "stopped",
        0,
        "disetujui",
    )
    assert not list(house.lake.glob("work/*"))
    with pytest.raises(PublicationOver):
        stop_publication(actor=house.people["walidata"], now=NOW, slug="kunjungan")
    assert house.publish() == 1


def _stopping(house: GovernedHouse) -> datetime:
    """A clock at whose first look the Walidata stops."""
    if told(house)[0] == "making":
        stop_publication(actor=house.people["walidata"], now=NOW, slug="kunjungan")
    return NOW


def test_rows_that_their_owner_closes_meanwhile_do_not_come_out(house: GovernedHouse) -> None:
    publication = wanted(house)
    closed = Protection(condition="kecamatan <> 'Magersari'")
    protect(
        actor=house.people["produsen"], now=NOW, slug="kunjungan", wanted=closed, reason="Sedang diteliti."
    )
    with pytest.raises(ProposalChanged):
        make(house, publication, releasing.take(publication=publication, now=NOW))
    assert (told(house)[0], Release.objects.count()) == ("failed", 0)
    assert "Baca sekali lagi" in told(house)[1]
    house.publish()
    assert Release.objects.get().rows == 1


@pytest.mark.parametrize("place", ["text", "book"])
def test_a_full_disk_is_told_and_leaves_nothing(
    house: GovernedHouse, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        if place == "text":
            patched.setattr(releases.csv, "writer", full)
        else:
            patched.setattr(releases.xlsxwriter.Workbook, "_store_workbook", full)
        with pytest.raises(NoRoom):
            house.publish()
    assert told(house)[0] == "failed"
    assert told(house)[1].startswith("Tempat penyimpanan rumah data penuh")
    assert (Release.objects.count(), list(house.lake.glob("work/*"))) == (0, [])
    assert house.publish() == 1


def test_the_database_keeps_what_was_wanted_and_how_it_ended(house: GovernedHouse) -> None:
    publication = wanted(house)
    mine = Publication.objects.filter(pk=publication)
    for change in (
        lambda: mine.update(stage="done"),
        lambda: mine.update(stage="failed", problem="x", ended_at=NOW),
        lambda: mine.update(digest="0" * 64),
        lambda: mine.update(stage="stopped"),
        lambda: mine.delete(),
        lambda: Publication.objects.create(
            dataset=Dataset.objects.get(), version=1, stage="waiting", noted_at=NOW, at=NOW
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    mine.update(stage="stopped", ended_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        mine.update(stage="making", ended_at=None)
