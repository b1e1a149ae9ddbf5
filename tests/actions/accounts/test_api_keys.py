"""Keys with which programs act."""

from datetime import UTC, datetime, timedelta

import pytest

from pendopo.accounts import actions, queries
from pendopo.accounts.models import ApiKey
from pendopo.kernel.actor import SYSTEM, Grant, Role
from pendopo.kernel.errors import Invalid, NotFound, Unauthenticated

GRANT = Grant(Role.OFFICER, 1, None, 100)


@pytest.fixture
def account_id(transactional_db):
    """Really committed, because other processes would see keys and revocations only then."""
    return actions.ensure_account(
        username="papan", display_name="Papan lantai 2", password="tujuh-gajah-menari", grants=(GRANT,)
    )


def issue(account_id, **more):
    return actions.issue_api_key(actor=SYSTEM, account_id=account_id, label="uji", **more)


def test_a_key_acts_as_its_account(account_id):
    actor = queries.actor_for_key(issue(account_id))
    assert (actor.account_id, actor.name, actor.grants) == (account_id, "Papan lantai 2", (GRANT,))


def test_the_key_itself_is_kept_nowhere(account_id):
    key = issue(account_id)
    assert key.startswith("pdp_")
    assert len(key) >= 36
    assert key not in str(list(ApiKey.objects.values()))
    assert issue(account_id) != key


def test_a_revoked_key_is_refused_at_once_in_this_process(account_id):
    key = issue(account_id)
    queries.actor_for_key(key)
    actions.revoke_api_key(actor=SYSTEM, key_id=ApiKey.objects.get().pk)
    actions.revoke_api_key(actor=SYSTEM, key_id=ApiKey.objects.get().pk)
    with pytest.raises(Unauthenticated):
        queries.actor_for_key(key)


def test_a_key_that_was_revoked_elsewhere_is_refused_after_its_memory_ends(account_id, monkeypatch):
    monkeypatch.setattr(queries, "KEY_MEMORY_SECONDS", 0.0)
    key = issue(account_id)
    queries.actor_for_key(key)
    ApiKey.objects.update(revoked_at=datetime.now(UTC))
    with pytest.raises(Unauthenticated):
        queries.actor_for_key(key)


def test_an_answer_about_a_key_is_remembered_for_seconds(account_id, django_assert_num_queries):
    key = issue(account_id)
    with django_assert_num_queries(1):
        for _ in range(20):
            queries.actor_for_key(key)
    assert queries.KEY_MEMORY_SECONDS <= 5


@pytest.mark.parametrize("age", [timedelta(seconds=1), timedelta(days=400)])
def test_an_expired_key_is_refused(account_id, age):
    key = issue(account_id, expires_at=datetime.now(UTC) - age)
    with pytest.raises(Unauthenticated):
        queries.actor_for_key(key)


def test_a_key_before_its_end_is_accepted(account_id):
    assert queries.actor_for_key(issue(account_id, expires_at=datetime.now(UTC) + timedelta(hours=1)))


def test_a_key_of_a_closed_account_is_refused(account_id):
    key = issue(account_id)
    queries.actor_for_key(key)
    actions.change_account(actor=SYSTEM, account_id=account_id, display_name="Papan", is_active=False)
    with pytest.raises(Unauthenticated):
        queries.actor_for_key(key)


def test_a_role_taken_away_is_gone_for_the_key_too(account_id):
    key = issue(account_id)
    queries.actor_for_key(key)
    actions.revoke_role(actor=SYSTEM, account_id=account_id, grant=GRANT)
    assert queries.actor_for_key(key).grants == ()


@pytest.mark.parametrize(
    "wrong", ["", "pdp_", "Bearer x", "pdp_" + "A" * 43, "pdp_" + "\u0000" * 43, "x" * 40_000]
)
def test_an_unknown_key_is_refused(account_id, wrong):
    with pytest.raises(Unauthenticated):
        queries.actor_for_key(wrong)


def test_what_is_no_key_costs_no_query(account_id, django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(Unauthenticated):
        queries.actor_for_key("x" * 40_000)


def test_a_key_needs_a_purpose_and_an_account(account_id):
    with pytest.raises(Invalid):
        actions.issue_api_key(actor=SYSTEM, account_id=account_id, label="  ")
    with pytest.raises(NotFound):
        issue(999_999)
    with pytest.raises(NotFound):
        actions.revoke_api_key(actor=SYSTEM, key_id=999_999)
