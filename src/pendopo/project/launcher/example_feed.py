"""The demo's own figures in its data house, published by a standing approval of the demo's Walidata."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pendopo.accounts.queries import account_named, actor_of
from pendopo.datahouse.actions.feeding import approve_standing, feed_all
from pendopo.datahouse.queries.own import own_data_for
from pendopo.project.launcher.example_people import STEWARD

_WEST = ZoneInfo("Asia/Jakarta")
_REASON = "Dihitung sistem dari angka yang sudah terbuka untuk umum (contoh peragaan)."


def build(lake: Path, *, agency: str, least: int, now: datetime) -> None:
    """Do what the background task does every night, so that nobody has to wait for one."""
    account, today = account_named(STEWARD), now.astimezone(_WEST).date()
    feed_all(agency=agency, least=least, folder=lake, now=now, today=today)
    if account is None:
        return
    steward = actor_of(account.id)
    for one in own_data_for(actor=steward):
        if not one.approved_by:
            approve_standing(actor=steward, now=now, slug=one.slug, reason=_REASON, folder=lake)
