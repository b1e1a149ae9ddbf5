"""Making accounts, giving and taking roles: what works, what is refused, what is written down."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from pendopo.accounts import actions, queries
from pendopo.accounts.domain.errors import OwnAccount, UsernameTaken
from pendopo.accounts.models import Account, AccountEvent, RoleAssignment
from pendopo.kernel.actor import CITIZEN, SYSTEM, Actor, Grant, Role
from pendopo.kernel.errors import Forbidden, Invalid, NotFound, Unauthenticated

pytestmark = pytest.mark.django_db

PASSWORD = "tujuh-gajah-menari"
CITY, REGENCY, MALL = 1, 2, 100


def make(username="sari", **changes):
    given = {
        "actor": SYSTEM,
        "username": username,
        "display_name": "Sari Dewi",
        "password": PASSWORD,
        "government_id": CITY,
    }
    return actions.create_account(**given | changes)


def administrator(*grants) -> Actor:
    account_id = make("kepala", government_id=None)
    for grant in grants or (Grant(Role.ADMINISTRATOR, CITY),):
        actions.grant_role(actor=SYSTEM, account_id=account_id, grant=grant)
    return queries.actor_of(account_id)


def events(account_id):
    return list(AccountEvent.objects.filter(account=account_id).order_by("pk").values_list("kind", "by_id"))


def test_a_new_account_may_do_nothing_yet():
    actor = queries.actor_of(make())
    assert (actor.name, actor.grants) == ("Sari Dewi", ())


def test_a_username_is_given_once_whatever_the_letter_case():
    make("sari")
    with pytest.raises(UsernameTaken, match="sari"):
        make(" SARI ")


@pytest.mark.parametrize("weak", ["pendek", "123456789012", "password1234", "saridewisari"])
def test_a_weak_password_is_refused_and_nothing_is_kept(weak):
    with pytest.raises(Invalid):
        make("saridewisari" if weak == "saridewisari" else "sari", password=weak)
    assert not Account.objects.exists()


def test_a_blank_name_is_refused():
    with pytest.raises(Invalid):
        make(display_name="   ")


def test_a_role_is_given_once_and_taken_away():
    account_id, grant = make(), Grant(Role.OFFICER, CITY, None, MALL)
    actions.grant_role(actor=SYSTEM, account_id=account_id, grant=grant)
    actions.grant_role(actor=SYSTEM, account_id=account_id, grant=grant)
    assert queries.actor_of(account_id).grants == (grant,)
    actions.revoke_role(actor=SYSTEM, account_id=account_id, grant=grant)
    assert queries.actor_of(account_id).grants == ()
    with pytest.raises(NotFound):
        actions.revoke_role(actor=SYSTEM, account_id=account_id, grant=grant)
    assert [kind for kind, _ in events(account_id)] == ["created", "role-granted", "role-revoked"]


def test_all_grants_of_an_account_come_in_one_query(django_assert_num_queries):
    account_id = make()
    for grant in (Grant(Role.OFFICER, CITY, None, MALL), Grant(Role.SUPERVISOR, CITY)):
        actions.grant_role(actor=SYSTEM, account_id=account_id, grant=grant)
    with django_assert_num_queries(1):
        assert len(queries.actor_of(account_id).grants) == 2


def test_an_officer_without_place_is_refused():
    with pytest.raises(Invalid):
        actions.grant_role(actor=SYSTEM, account_id=make(), grant=Grant(Role.OFFICER))


def test_the_database_itself_refuses_an_officer_without_place_and_a_made_up_role():
    account_id = make()
    for columns in ({"role": "officer"}, {"role": "king", "government_id": CITY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleAssignment.objects.create(account_id=account_id, **columns)


@pytest.mark.parametrize("stranger", [CITIZEN, Actor(account_id=5, grants=(Grant(Role.SUPERVISOR, CITY),))])
def test_only_administrators_touch_accounts(stranger):
    account_id = make()
    refusal = Unauthenticated if stranger is CITIZEN else Forbidden
    for attempt in (
        lambda: make("lain", actor=stranger),
        lambda: actions.set_password(actor=stranger, account_id=account_id, password=PASSWORD),
        lambda: actions.grant_role(actor=stranger, account_id=account_id, grant=Grant(Role.OFFICER, CITY)),
        lambda: actions.revoke_role(actor=stranger, account_id=account_id, grant=Grant(Role.OFFICER, CITY)),
        lambda: actions.issue_api_key(actor=stranger, account_id=account_id, label="uji"),
        lambda: actions.change_account(
            actor=stranger, account_id=account_id, display_name="X", is_active=False
        ),
    ):
        with pytest.raises(refusal):
            attempt()
    assert [kind for kind, _ in events(account_id)] == ["created"]


def test_an_administrator_of_the_city_rules_in_the_city_only():
    kepala = administrator()
    here, there = make("kota"), make("kabupaten", government_id=REGENCY)
    actions.grant_role(actor=kepala, account_id=here, grant=Grant(Role.OFFICER, CITY, None, MALL))
    for grant in (
        Grant(Role.OFFICER, REGENCY),
        Grant(Role.ADMINISTRATOR),
        Grant(Role.OFFICER, office_id=MALL),
    ):
        with pytest.raises(Forbidden):
            actions.grant_role(actor=kepala, account_id=here, grant=grant)
    with pytest.raises(Forbidden):
        actions.set_password(actor=kepala, account_id=there, password=PASSWORD)
    assert events(here)[-1] == ("role-granted", kepala.account_id)


def test_an_administrator_cannot_take_over_somebody_mightier():
    kepala, mightier = administrator(), make("atasan")
    actions.grant_role(actor=SYSTEM, account_id=mightier, grant=Grant(Role.ADMINISTRATOR))
    with pytest.raises(Forbidden):
        actions.set_password(actor=kepala, account_id=mightier, password=PASSWORD)
    with pytest.raises(Forbidden):
        actions.issue_api_key(actor=kepala, account_id=mightier, label="uji")


def test_nobody_locks_themselves_out():
    kepala = administrator(Grant(Role.ADMINISTRATOR))
    with pytest.raises(OwnAccount):
        actions.revoke_role(actor=kepala, account_id=kepala.account_id, grant=Grant(Role.ADMINISTRATOR))
    with pytest.raises(OwnAccount):
        actions.change_account(
            actor=kepala, account_id=kepala.account_id, display_name="Kepala", is_active=False
        )


def test_a_closed_account_is_nobody():
    account_id = make()
    actions.change_account(actor=SYSTEM, account_id=account_id, display_name="Sari", is_active=False)
    with pytest.raises(Unauthenticated):
        queries.actor_of(account_id)
    assert events(account_id)[-1] == ("deactivated", None)


def test_an_account_that_does_not_exist_is_not_found():
    with pytest.raises(NotFound):
        actions.set_password(actor=SYSTEM, account_id=999_999, password=PASSWORD)


def test_history_cannot_be_rewritten():
    account_id = make()
    for attempt in (
        lambda: AccountEvent.objects.filter(account=account_id).update(kind="forged"),
        lambda: AccountEvent.objects.filter(account=account_id).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_history_holds_no_password():
    account_id = make()
    actions.set_password(actor=SYSTEM, account_id=account_id, password="sebelas-kuda-berlari")
    assert "sebelas" not in str(list(AccountEvent.objects.values()))


class TestEnsuring:
    """`ensure_account` describes how an account shall be."""

    def ensure(self, *grants, password=PASSWORD):
        return actions.ensure_account(
            username="demo", display_name="Peraga", password=password, grants=grants
        )

    def test_it_makes_the_account_with_its_roles(self):
        grant = Grant(Role.OFFICER, CITY, None, MALL)
        account_id = self.ensure(grant)
        assert queries.actor_of(account_id).grants == (grant,)
        assert Account.objects.get(pk=account_id).government_id == CITY

    def test_doing_it_again_changes_nothing(self):
        grant = Grant(Role.OFFICER, CITY, None, MALL)
        account_id = self.ensure(grant)
        before = Account.objects.values().get(), AccountEvent.objects.count()
        assert self.ensure(grant) == account_id
        assert (Account.objects.values().get(), AccountEvent.objects.count()) == before

    def test_a_new_description_replaces_password_and_roles(self):
        account_id = self.ensure(Grant(Role.OFFICER, CITY))
        self.ensure(Grant(Role.SUPERVISOR, CITY), password="sebelas-kuda-berlari")
        assert queries.actor_of(account_id).grants == (Grant(Role.SUPERVISOR, CITY),)
        assert Account.objects.get().check_password("sebelas-kuda-berlari")

    def test_it_opens_a_closed_account_again(self):
        account_id = self.ensure(Grant(Role.OFFICER, CITY))
        actions.change_account(actor=SYSTEM, account_id=account_id, display_name="Peraga", is_active=False)
        self.ensure(Grant(Role.OFFICER, CITY))
        assert queries.actor_of(account_id).account_id == account_id
