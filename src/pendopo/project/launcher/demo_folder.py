"""The folder of a demo: its database, its secrets, and the announcement of a demo that runs."""

import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pendopo.project.launcher.faults import LauncherFault
from pendopo.project.postgres.folder_lock import is_alive

#: Without letters and digits that are easily mistaken for each other.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class DemoFolder:
    """`secrets.json`, `demo.json`, `database/` and what the program itself keeps (`PENDOPO_DATA`)."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()

    @property
    def database(self) -> Path:
        return self.path / "database"

    @property
    def announcement(self) -> Path:
        return self.path / "demo.json"

    def make(self) -> None:
        """Make the folder. Others may enter it, as the database's user has to, but not list or read it."""
        try:
            self.path.mkdir(mode=0o711, parents=True, exist_ok=True)
        except OSError as fault:
            raise LauncherFault(f"The folder {self.path} cannot be made: {fault}.") from fault

    def secret_key(self) -> str:
        """The key of this folder, made on first use."""
        kept = self.secrets()
        if "secret_key" not in kept:
            kept["secret_key"] = secrets.token_urlsafe(48)
            self.keep_secrets(kept)
        return str(kept["secret_key"])

    def secrets(self) -> dict[str, Any]:
        """What `keep_secrets` kept; empty at first."""
        try:
            return dict(json.loads((self.path / "secrets.json").read_text()))
        except FileNotFoundError:
            return {}

    def keep_secrets(self, values: Mapping[str, Any]) -> None:
        """Replace `secrets.json`, readable for its owner alone."""
        _write_whole(self.path / "secrets.json", values)

    def announce(self, facts: Mapping[str, Any]) -> None:
        """Write `demo.json`: whoever waits for it may use the demo from now on."""
        _write_whole(self.announcement, facts)

    def withdraw(self) -> None:
        """Remove `demo.json`."""
        self.announcement.unlink(missing_ok=True)

    def withdraw_left_over(self) -> None:
        """Remove a `demo.json` whose launcher was killed, so that nobody takes it for ours."""
        with suppress(FileNotFoundError, ValueError, LookupError):
            launcher = json.loads(self.announcement.read_text())["pids"][-1]
            if not is_alive(launcher):
                self.withdraw()

    def environment_of_running_demo(self) -> dict[str, str]:
        """Settings to work beside a demo that runs in this folder. Raises `LauncherFault` when none does."""
        try:
            facts = json.loads(self.announcement.read_text())
        except FileNotFoundError:
            raise LauncherFault(
                f"Set DATABASE_URL, or start a demo: there is no {self.announcement}."
            ) from None
        return self.environment(str(facts["database_url"]), str(facts["base_url"]))

    def environment(self, database_url: str, base_url: str) -> dict[str, str]:
        """The environment of the demo's processes. What the operator has set stays, except what must fit."""
        return {
            "PENDOPO_HTTPS": "0",
            "PENDOPO_HOSTS": "localhost,127.0.0.1",
            "PENDOPO_BASE_URL": base_url,
            "PENDOPO_SECRET_KEY": self.secret_key(),
            # Whoever tries the demo signs in without a phone; a head still needs a code to promise something.
            "PENDOPO_MFA_ROLES": "",
            **os.environ,
            "DATABASE_URL": database_url,
            "PENDOPO_DATA": str(self.path),
            "PENDOPO_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "pendopo.project.settings",
        }


def new_password() -> str:
    """A random password that can be read out: three groups of five, 74 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(3))


def _write_whole(place: Path, values: Mapping[str, Any]) -> None:
    """Write aside and rename, so that nobody reads a half file. Raises `LauncherFault`."""
    fresh = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(values, file, indent=2, ensure_ascii=False)
            file.write("\n")
        fresh.replace(place)
    except OSError as fault:
        raise LauncherFault(f"{place} cannot be written: {fault}.") from fault
