"""One code and many hands: exactly one answer."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections, transaction

from pendopo.kernel.errors import DomainError
from pendopo.survey import store
from pendopo.survey.actions import issue_code, record_answer
from pendopo.survey.domain.answers import GivenAnswer
from pendopo.survey.domain.channels import AnswerClass
from pendopo.survey.domain.codes import parse_code
from pendopo.survey.queries import published
from tests.actions.ledger_rows import quiet_entries
from tests.town import MONDAY_NINE, build_town

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = date(2026, 11, 23)
NINE = {f"U{number}": 4 for number in range(1, 10)}


def together(count, work):
    """Run `work(i)` in `count` threads that start at the same moment; their results in order."""
    gate = threading.Barrier(count)

    def run(number):
        try:
            gate.wait(30)
            return work(number)
        except DomainError as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_without_the_lock_two_answers_pass_the_check_and_only_the_constraint_stops_one():
    town = build_town()
    secret = parse_code(issue_code(service_id=town.services[0].pk, day=MONDAY, commitment=None))
    both_looked = threading.Barrier(2)

    def unlocked(number):
        with transaction.atomic():
            assert store.given_answer(secret) is None
            both_looked.wait(30)
            given = GivenAnswer((4,) * 9, secret, bytes(16))
            store.add_answer(town.services[0].pk, "2026-11", given, AnswerClass.SLIP)
        return "recorded"

    def attempt(number):
        try:
            return unlocked(number)
        except Exception as fault:
            return type(fault).__name__

    assert sorted(together(2, attempt)) == ["IntegrityError", "recorded"]


def test_sixty_four_requests_with_one_code_give_one_answer():
    town = build_town()
    code = issue_code(service_id=town.services[0].pk, day=MONDAY, commitment=None)
    results = together(
        64,
        lambda number: (
            record_answer(
                code=code, answers=NINE, nonce=f"{number:032x}", profile=None, now=MONDAY_NINE
            ).fingerprint
        ),
    )
    assert results.count("already-answered") == 63
    assert len(quiet_entries()) == 1
    assert published(town.office.slug, minimum=1, now=MONDAY_NINE).whole.answers == 1


def test_many_codes_issued_and_answered_at_once_are_all_counted():
    town = build_town()

    def visit(number):
        code = issue_code(service_id=town.services[number % 2].pk, day=MONDAY, commitment=None)
        return record_answer(code=code, answers=NINE, nonce=None, profile=None, now=MONDAY_NINE).fingerprint

    assert len(set(together(24, visit))) == 24
    figures = published(town.office.slug, minimum=1, now=MONDAY_NINE).whole
    assert (figures.answers, figures.issued) == (24, 24)
