"""`create_account` from a shell: a person at the keyboard is asked, a script reads and writes."""

import io
import re

import pytest
from django.core.management import CommandError, call_command

from pendopo.accounts import queries
from pendopo.accounts.models import Account
from pendopo.kernel.actor import Grant, Role

pytestmark = pytest.mark.django_db


def run(*arguments, typed=""):
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as shell:
        shell.setattr("sys.stdin", io.StringIO(typed))
        call_command("create_account", *arguments, stdout=out)
    return out.getvalue()


def test_a_generated_password_is_printed_once_and_works():
    printed = run("kepala", "--generate", "--name", "Kepala Bagian")
    account = Account.objects.get()
    assert account.check_password(re.search(r": (\S{20})$", printed, re.MULTILINE)[1])
    assert queries.actor_of(account.pk).grants == (Grant(Role.ADMINISTRATOR),)
    assert account.display_name == "Kepala Bagian"


def test_a_script_gives_the_password_on_standard_input():
    run("sari", "--role", "officer", "--government", "1", "--office", "7", typed="tujuh-gajah-menari\n")
    account = Account.objects.get()
    assert account.check_password("tujuh-gajah-menari")
    assert queries.actor_of(account.pk).grants == (Grant(Role.OFFICER, 1, None, 7),)


@pytest.mark.parametrize(
    ("arguments", "typed"),
    [
        (("sari", "--role", "officer"), "tujuh-gajah-menari"),
        (("sari",), "pendek"),
        (("nama dua",), "tujuh-gajah-menari"),
    ],
)
def test_a_refusal_is_a_sentence_and_keeps_nothing(arguments, typed):
    with pytest.raises(CommandError):
        run(*arguments, typed=typed)
    assert not Account.objects.exists()
