"""The receipt page says how far an answer is, and hands out what proves it."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from pendopo.kernel import clock
from pendopo.ledger.actions import advance, promiser
from pendopo.ledger.domain.notes import open_note
from pendopo.ledger.domain.proof_file import parse_proof_file, verify_proof_file
from pendopo.ledger.files import archive_of
from pendopo.survey.actions import publish_indexes, record_answer
from pendopo.survey.web.progress import KeptReceipt, keep_receipt
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(db) -> Town:
    """Committed, since the record is written by another connection."""
    return build_town()


@pytest.fixture
def archive(settings, tmp_path):
    settings.ENV = settings.ENV | {
        "PENDOPO_DATA": str(tmp_path / "data"),
        "PENDOPO_RECORD_MEMORY": str(tmp_path / "memory"),
    }
    return archive_of(settings.ENV)


@pytest.fixture
def receipt(archive, settings, new_code):
    nine = {f"U{number}": 4 for number in range(1, 10)}
    return record_answer(
        code=new_code(), answers=nine, nonce=None, profile=None, now=clock.now(),
        promise=promiser(settings.ENV, "skm"),
    )  # fmt: skip


@pytest.fixture
def phone_with(browser: Client):
    """The browser of somebody who holds the receipt; its promise ends `late` after it did."""

    def hold(receipt, late=timedelta()) -> Client:
        kept = KeptReceipt(
            fingerprint=receipt.fingerprint, nonce=receipt.nonce, service_name=receipt.service_name,
            office_name="MPP Uji", office_slug="mpp-uji", period=receipt.period,
            included_before=receipt.included_before.isoformat(),
            promised_before=(receipt.promised_before + late).isoformat(), promise=receipt.promise,
        )  # fmt: skip
        browser.cookies.update(keep_receipt(HttpResponse(), kept).cookies)
        return browser

    return hold


def close_the_day(archive) -> None:
    publish_indexes(day=clock.now().astimezone().date(), minimum=10)
    while advance("skm", archive, clock.now()).entries:
        pass


def test_an_answer_that_waits_is_promised_and_the_promise_can_be_kept(phone_with, receipt, archive):
    phone = phone_with(receipt)
    words = phone.get("/survei/bukti/").content.decode()
    assert "Dijanjikan" in words
    assert "Unduh bukti tercatat" not in words
    promise = phone.get("/survei/bukti/janji/")
    assert "attachment" in promise.headers["Content-Disposition"]
    assert open_note(promise.content, [archive.signer("skm-janji").verifier]).text.startswith(archive.host)
    assert phone.get(f"/survei/bukti/{receipt.fingerprint}.tlog-proof").status_code == 404


def test_a_recorded_answer_has_a_proof_for_everybody(phone_with, receipt, archive):
    close_the_day(archive)
    assert "Dicatat" in phone_with(receipt).get("/survei/bukti/").content.decode()
    proof = Client().get(f"/survei/bukti/{receipt.fingerprint}.tlog-proof")
    checked = parse_proof_file(proof.content.decode())
    verify_proof_file(checked, archive.signer("skm").verifier)
    assert checked.extra == receipt.leaf.encode()


def test_an_answer_that_is_missing_after_its_moment_is_a_broken_promise(phone_with, receipt):
    words = phone_with(receipt, late=-timedelta(days=3)).get("/survei/bukti/").content.decode()
    assert "Janji dilanggar" in words
    assert "/survei/bukti/janji/" in words
    assert "/log/skm/checkpoint" in words


def test_without_a_receipt_there_is_no_promise_to_keep(browser, archive):
    assert browser.get("/survei/bukti/janji/").status_code == 404
