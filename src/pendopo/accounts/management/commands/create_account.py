"""`./pendopo manage create_account`: the first administrator of a site, or any account from a script."""

import getpass
import secrets
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pendopo.accounts import actions
from pendopo.kernel.actor import Grant, Role
from pendopo.kernel.errors import DomainError


class Command(BaseCommand):
    """Makes the account be as described; an account that exists gets this name, password and role."""

    help = (
        "Make an account with one role. Without --generate the password is asked for, or read from standard "
        "input when there is no terminal. An account of that name gets the new name, password and role."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What the account is called and what it may do."""
        parser.add_argument("username")
        parser.add_argument("--name", help="shown name; default: the username")
        parser.add_argument("--role", choices=[role.value for role in Role], default=Role.ADMINISTRATOR.value)
        parser.add_argument(
            "--government", type=int, help="number of the government that the role is limited to"
        )
        parser.add_argument("--agency", type=int, help="number of the agency that the role is limited to")
        parser.add_argument("--office", type=int, help="number of the office that the role is limited to")
        parser.add_argument("--generate", action="store_true", help="make a password and print it once")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask for what is missing, then act."""
        generated = secrets.token_urlsafe(15) if options["generate"] else None
        grant = Grant(Role(options["role"]), options["government"], options["agency"], options["office"])
        try:
            actions.ensure_account(
                username=options["username"],
                display_name=options["name"] or options["username"],
                password=generated or self._ask(),
                grants=(grant,),
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{options['username']}: {grant.role.value}")
        if generated:
            self.stdout.write(f"password (shown only now): {generated}")

    def _ask(self) -> str:
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\n")
        password = getpass.getpass("Password: ")
        if getpass.getpass("Password again: ") != password:
            raise CommandError("The passwords differ.")
        return password
