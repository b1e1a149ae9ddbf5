"""The phone of the demo: its console shows the present code of the accounts that have a second factor.

Their secrets stand in the demo's own folder, so this plays no phone but those.
"""

import json
import time
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings


@dataclass(frozen=True)
class Shown:
    """The code of an account, and for how many seconds it is the present one."""

    username: str
    code: str
    seconds: int


def shown_codes() -> list[Shown]:
    """What the phone shows now."""
    try:
        kept = json.loads((Path(settings.ENV["PENDOPO_DATA"]) / "secrets.json").read_text())
    except OSError:
        return []
    period = app_settings.TOTP_PERIOD
    counter, passed = divmod(int(time.time()), period)
    return [
        Shown(name, _spaced(format_hotp_value(hotp_value(secret, counter))), period - passed)
        for name, secret in sorted(kept.get("codes", {}).items())
    ]


def _spaced(code: str) -> str:
    return f"{code[:3]} {code[3:]}"
