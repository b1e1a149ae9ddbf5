"""An answer's way into the record: promised, recorded in its place, or a promise broken. With the real verifier."""

import importlib.util
import json
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection

from pendopo.kernel.actor import SYSTEM
from pendopo.ledger.actions import advance, promiser
from pendopo.ledger.domain.policy import Policy
from pendopo.ledger.domain.proof_file import parse_proof_file, verify_proof_file
from pendopo.ledger.files import archive_of
from pendopo.ledger.queries import tree
from pendopo.survey.actions import (
    issue_code,
    prepare_slips,
    publish_indexes,
    record_answer,
    tell_closed,
    void_slips,
)
from pendopo.survey.queries import Standing, receipt_proof, receipt_state
from tests.town import MONDAY_NINE, build_town

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)
TUESDAY_NINE = MONDAY_NINE + timedelta(days=1)
NIGHT = MONDAY_NINE + timedelta(hours=14)
NINE = {f"U{number}": 4 for number in range(1, 10)}
NOBODY = Policy()

_FILE = Path(__file__).parents[3] / "verify" / "pendopo_verify.py"
_spec = importlib.util.spec_from_file_location("pendopo_verify", _FILE)
assert _spec
assert _spec.loader
verifier = sys.modules.setdefault("pendopo_verify", importlib.util.module_from_spec(_spec))
_spec.loader.exec_module(verifier)


@pytest.fixture
def site(settings, tmp_path):
    """Settings whose keys and logs lie in a folder of this test."""
    settings.ENV = settings.ENV | {
        "PENDOPO_DATA": str(tmp_path / "data"),
        "PENDOPO_RECORD_MEMORY": str(tmp_path / "memory"),
    }
    return settings.ENV


@pytest.fixture
def town():
    return build_town()


def answer(site, code, now=MONDAY_NINE):
    return record_answer(
        code=code, answers=NINE, nonce=None, profile=None, now=now, promise=promiser(site, "skm")
    )


def phone_code(town, day=MONDAY):
    return issue_code(service_id=town.services[0].pk, day=day, commitment=None)


def printed(town, count, day, now):
    slips = []
    prepare_slips(
        office_id=town.office.pk, service_id=town.services[0].pk, day=day, count=count, actor=SYSTEM, now=now,
        draw=lambda rules, day, codes: slips.extend(codes) or b"",
    )  # fmt: skip
    return slips


def go_on(site, now=NIGHT):
    """Let the sequencer work until nothing moves."""
    archive = archive_of(site)
    while advance("skm", archive, now).entries:
        pass


def log():
    """All entries of the log, and the survey as the public verifier counts it; raises when a rule is broken."""
    raws = tree.leaves("skm", 0, tree.signed_head("skm").size)
    found = [json.loads(raw) for raw in raws]
    verifier.survey_of(raws, found)
    return found


def standing(receipt, now=NIGHT):
    fingerprint = bytes.fromhex(receipt.fingerprint)
    return receipt_state(fingerprint, receipt.promised_before, policy=NOBODY, now=now).standing


def test_a_phone_answer_is_promised_at_once_and_recorded_behind_its_code(site, town):
    receipt = answer(site, phone_code(town))
    go_on(site, MONDAY_NINE)
    assert log() == []
    assert standing(receipt) is Standing.PROMISED
    assert receipt_proof(bytes.fromhex(receipt.fingerprint), policy=NOBODY) is None
    publish_indexes(day=MONDAY, minimum=10)
    go_on(site)
    assert [entry["t"] for entry in log()] == ["method/1", "token.batch/1", "skm.answer/1"]
    assert standing(receipt) is Standing.RECORDED
    proof = parse_proof_file(receipt_proof(bytes.fromhex(receipt.fingerprint), policy=NOBODY))
    verify_proof_file(proof, archive_of(site).signer("skm").verifier)
    assert proof.extra == receipt.leaf.encode()


def test_a_dropped_answer_is_a_broken_promise_from_its_moment_on(site, town):
    receipt = answer(site, phone_code(town))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_quiet_outbox WHERE leaf = %s", [receipt.leaf.encode()])
    publish_indexes(day=MONDAY, minimum=10)
    go_on(site)
    assert standing(receipt) is Standing.PROMISED
    assert standing(receipt, receipt.promised_before) is Standing.BROKEN


def test_a_day_of_slips_and_phones_is_counted_alike_by_the_verifier(site, town):
    slips = printed(town, 12, TUESDAY, MONDAY_NINE)
    go_on(site, MONDAY_NINE)
    for slip in slips[:6]:
        answer(site, slip, TUESDAY_NINE)
    for _ in range(6):
        answer(site, phone_code(town, TUESDAY), TUESDAY_NINE)
    void_slips(office_id=town.office.pk, typed=slips[8:], actor=SYSTEM, now=TUESDAY_NINE)
    tell_closed(day=TUESDAY, closed={town.services[0].pk: 9})
    publish_indexes(day=TUESDAY, minimum=10)
    go_on(site, NIGHT + timedelta(days=1))
    [counted] = [entry for entry in log() if entry["t"] == "token.counted/1"]
    names = ("printed", "void", "slip", "phone", "own", "closed")
    assert [counted[name] for name in names] == [12, 4, 6, 6, 6, 9]
    [index] = [entry for entry in log() if entry["t"] == "ikm/1"]
    assert (index["answers"], index["issued"]) == (12, 14)


def test_counts_hold_even_if_the_sequencer_slept_over_two_evenings(site, town):
    slips = printed(town, 4, TUESDAY, MONDAY_NINE)
    for evening, slip in ((TUESDAY, slips[0]), (TUESDAY + timedelta(days=1), slips[1])):
        now = TUESDAY_NINE + (evening - TUESDAY)
        answer(site, slip, now)
        answer(site, phone_code(town, evening), now)
        void_slips(
            office_id=town.office.pk, typed=[slips[2 + (evening - TUESDAY).days]], actor=SYSTEM, now=now
        )
        tell_closed(day=evening, closed={town.services[0].pk: 4})
        publish_indexes(day=evening, minimum=1)
    answer(site, phone_code(town, TUESDAY), TUESDAY_NINE)
    go_on(site)
    assert [entry["version"] for entry in log() if entry["t"] == "ikm/1"] == [1, 2]
    publish_indexes(day=TUESDAY + timedelta(days=2), minimum=1)
    go_on(site)
    assert log()[-1]["t"] in ("ikm/1", "token.counted/1")
