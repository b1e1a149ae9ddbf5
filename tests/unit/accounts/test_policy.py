"""Who may do what where: the table, the limits, and what can never happen."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.accounts.domain import policy
from pendopo.accounts.domain.policy import PERMISSIONS_OF, Permission, allows, covers, require
from pendopo.kernel.actor import CITIZEN, SYSTEM, Actor, Grant, Place, Role
from pendopo.kernel.errors import Forbidden, Unauthenticated

CITY, REGENCY = 1, 2
REGISTRY, LICENSING = 10, 11
MALL, BRANCH = 100, 101

COUNTER_IN_THE_MALL = Place(CITY, REGISTRY, MALL)


def person(*grants: Grant) -> Actor:
    return Actor(account_id=7, name="Sari", grants=grants)


@pytest.mark.parametrize(
    ("role", "permissions"),
    [
        (Role.OFFICER, {Permission.CALL_TICKETS, Permission.TAKE_AT_KIOSK}),
        (
            Role.SUPERVISOR,
            {
                Permission.CALL_TICKETS,
                Permission.TAKE_AT_KIOSK,
                Permission.SUPERVISE,
                Permission.ENTER_PAPER,
                Permission.READ_SURVEYS,
                Permission.FOLLOW_UP,
            },
        ),
        (
            Role.AGENCY_EDITOR,
            {
                Permission.EDIT_DIRECTORY,
                Permission.ENTER_PAPER,
                Permission.READ_SURVEYS,
                Permission.FOLLOW_UP,
                Permission.SEE_INVENTORY,
                Permission.EDIT_INVENTORY,
            },
        ),
        (
            Role.SURVEY_MANAGER,
            {
                Permission.EDIT_SURVEYS,
                Permission.ENTER_PAPER,
                Permission.READ_SURVEYS,
                Permission.MODERATE_COMMENTS,
                Permission.FOLLOW_UP,
            },
        ),
        (Role.ADMINISTRATOR, {Permission.EDIT_DIRECTORY, Permission.ADMINISTER}),
        (
            Role.COORDINATOR,
            {
                Permission.COORDINATE_ASSESSMENT,
                Permission.TAKE_PART_IN_ASSESSMENT,
                Permission.PLAN_ROADMAP,
                Permission.SEE_ROADMAP,
                Permission.SEE_INVENTORY,
                Permission.COORDINATE_INVENTORY,
            },
        ),
        (
            Role.PARTICIPANT,
            {Permission.TAKE_PART_IN_ASSESSMENT, Permission.REPORT_PROGRESS, Permission.SEE_ROADMAP}
            | {Permission.SEE_INVENTORY, Permission.EDIT_INVENTORY},
        ),
        (
            Role.AGENCY_HEAD,
            {Permission.DECLARE_COMMITMENT, Permission.REPORT_PROGRESS, Permission.SEE_ROADMAP}
            | {Permission.SEE_INVENTORY},
        ),
        (Role.DATA_PRODUCER, {Permission.DELIVER_DATA, Permission.SEE_DATA_WORK}),
        (Role.AGENCY_STEWARD, {Permission.CHECK_DATA, Permission.SEE_DATA_WORK}),
        (Role.DATA_STEWARD, {Permission.CHECK_DATA, Permission.PUBLISH_DATA, Permission.SEE_DATA_WORK}),
        (Role.DATA_ADVISOR, {Permission.ADVISE_DATA, Permission.SEE_DATA_WORK}),
        (Role.ANALYST, {Permission.ANALYSE_DATA}),
    ],
)
def test_a_role_gives_exactly_these_permissions(role: Role, permissions: set[Permission]) -> None:
    somebody = person(Grant(role, government_id=CITY))
    assert {p for p in Permission if allows(somebody, p, Place(CITY))} == permissions


def test_every_role_is_in_the_table_and_every_permission_is_given_to_somebody() -> None:
    assert set(PERMISSIONS_OF) == set(Role)
    assert frozenset().union(*PERMISSIONS_OF.values()) == frozenset(Permission)


@pytest.mark.parametrize(
    ("grant", "place", "covered"),
    [
        (Grant(Role.OFFICER, CITY, None, MALL), Place(CITY, REGISTRY, MALL), True),
        (Grant(Role.OFFICER, CITY, None, MALL), Place(CITY, LICENSING, MALL), True),
        (Grant(Role.OFFICER, CITY, None, MALL), Place(CITY, REGISTRY, BRANCH), False),
        (Grant(Role.OFFICER, office_id=MALL), Place(CITY, REGISTRY, MALL), True),
        (Grant(Role.OFFICER, CITY, REGISTRY), Place(CITY, REGISTRY, BRANCH), True),
        (Grant(Role.OFFICER, CITY, REGISTRY), Place(CITY, LICENSING, MALL), False),
        (Grant(Role.OFFICER, CITY, REGISTRY, MALL), Place(CITY, REGISTRY, BRANCH), False),
        (Grant(Role.OFFICER, CITY), Place(CITY, LICENSING, BRANCH), True),
        (Grant(Role.OFFICER, CITY), Place(REGENCY, LICENSING, BRANCH), False),
        (Grant(Role.ADMINISTRATOR), Place(REGENCY), True),
        (Grant(Role.ADMINISTRATOR), policy.EVERYWHERE, True),
        (Grant(Role.ADMINISTRATOR, CITY), policy.EVERYWHERE, False),
        (Grant(Role.OFFICER, CITY, None, MALL), Place(office_id=MALL), False),
    ],
)
def test_a_grant_covers_what_lies_within_all_its_limits(grant: Grant, place: Place, covered: bool) -> None:
    assert covers(grant, place) is covered


def test_an_officer_of_another_office_is_refused() -> None:
    require(person(Grant(Role.OFFICER, CITY, None, MALL)), Permission.CALL_TICKETS, COUNTER_IN_THE_MALL)
    with pytest.raises(Forbidden):
        require(person(Grant(Role.OFFICER, CITY, None, BRANCH)), Permission.CALL_TICKETS, COUNTER_IN_THE_MALL)


def test_somebody_without_account_is_asked_to_sign_in() -> None:
    with pytest.raises(Unauthenticated):
        require(CITIZEN, Permission.CALL_TICKETS, COUNTER_IN_THE_MALL)
    with pytest.raises(Unauthenticated):
        policy.require_somewhere(CITIZEN, Permission.SUPERVISE)


def test_a_page_opens_with_the_permission_at_any_place() -> None:
    policy.require_somewhere(person(Grant(Role.OFFICER, office_id=MALL)), Permission.CALL_TICKETS)
    with pytest.raises(Forbidden):
        policy.require_somewhere(person(Grant(Role.OFFICER, office_id=MALL)), Permission.SUPERVISE)


def test_an_administrator_cannot_manage_somebody_who_may_more() -> None:
    of_the_city = person(Grant(Role.ADMINISTRATOR, CITY))
    policy.require_to_manage(of_the_city, Place(CITY), [Grant(Role.OFFICER, CITY, None, MALL)])
    for home, grants in [
        (Place(CITY), [Grant(Role.ADMINISTRATOR)]),
        (Place(CITY), [Grant(Role.OFFICER, REGENCY)]),
        (Place(CITY), [Grant(Role.OFFICER, office_id=MALL)]),
        (Place(REGENCY), []),
        (policy.EVERYWHERE, []),
    ]:
        with pytest.raises(Forbidden):
            policy.require_to_manage(of_the_city, home, grants)


ids = st.none() | st.integers(1, 3)
grants = st.builds(Grant, st.sampled_from(Role), ids, ids, ids)
places = st.builds(Place, ids, ids, ids)
permissions = st.sampled_from(Permission)


@given(permissions, places)
def test_without_a_grant_nothing_is_allowed(permission: Permission, place: Place) -> None:
    assert not allows(person(), permission, place)
    assert not allows(CITIZEN, permission, place)


@given(permissions, places)
def test_the_program_itself_may_do_everything(permission: Permission, place: Place) -> None:
    assert allows(SYSTEM, permission, place)


@given(grants, permissions, places, st.sampled_from(["government_id", "agency_id", "office_id"]))
def test_a_wider_grant_never_loses_what_the_narrower_one_allows(
    narrow: Grant, permission: Permission, place: Place, limit: str
) -> None:
    wide = dataclasses.replace(narrow, **{limit: None})
    if allows(person(narrow), permission, place):
        assert allows(person(wide), permission, place)


@given(st.lists(grants, max_size=3), grants, permissions, places)
def test_one_more_grant_never_takes_anything_away(
    held: list[Grant], more: Grant, permission: Permission, place: Place
) -> None:
    if allows(person(*held), permission, place):
        assert allows(person(*held, more), permission, place)


@given(st.lists(grants, max_size=3), permissions, places)
def test_what_is_allowed_at_a_place_is_allowed_somewhere(
    held: list[Grant], permission: Permission, place: Place
) -> None:
    if allows(person(*held), permission, place):
        assert policy.allows_somewhere(person(*held), permission)
