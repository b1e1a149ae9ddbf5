"""`./pendopo manage reset_second_factor USERNAME`: for whoever is locked out when no administrator can help."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pendopo.accounts import actions, queries
from pendopo.kernel.actor import SYSTEM


class Command(BaseCommand):
    """Takes the second factor away; the person sets up a new one after the next sign-in."""

    help = (
        "Take the second factor of an account away, because phone and paper codes are gone. The password stays. "
        "It is written into the account's history."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it away, or say why not."""
        account = queries.account_named(options["username"].strip().lower())
        if account is None:
            raise CommandError(f"There is no account {options['username']}.")
        removed = actions.reset_second_factor(actor=SYSTEM, account_id=account.id)
        self.stdout.write(f"{account.username}: {'taken away' if removed else 'there was no second factor'}")
