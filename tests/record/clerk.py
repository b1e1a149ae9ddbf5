"""Works in a site's program, on its database: one wish per line as JSON, `["grow", 5]`, one answer per line."""

import json
import secrets
import sys

import django

from pendopo.project.launcher.loading import loading

with loading():
    django.setup()

from django.conf import settings
from django.db import connection, transaction

from pendopo.kernel import clock
from pendopo.ledger import actions
from pendopo.ledger.files.archive import archive_of
from pendopo.ledger.files.witness import witnesses_of_ours
from pendopo.ledger.queries import tree, witnesses
from pendopo.project.asking import ask_all

TAKEN = {"t": "ticket.taken/1", "service": 1, "d": "2026-11-23", "m": 541}


def begin(base_url: str) -> dict[str, object]:
    """Be another site from now on, whose record is empty; what its folder holds is not ours to remove."""
    settings.ENV = settings.ENV | {"PENDOPO_BASE_URL": base_url}
    with connection.cursor() as cursor:
        tables = [one for one in connection.introspection.table_names(cursor) if one.startswith("ledger_")]
        cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY")
    return {}


def grow(count: int) -> dict[str, object]:
    """Record so many events and let the log `layanan` go on."""
    with transaction.atomic():
        actions.append("layanan", [TAKEN | {"c": secrets.token_hex(32)} for _ in range(count)])
    actions.advance("layanan", archive_of(settings.ENV), clock.now())
    return {"size": tree.signed_head("layanan").size}


def ask() -> dict[str, object]:
    """Ask all witnesses once."""
    return {"signed": ask_all(clock.now())}


def state() -> dict[str, object]:
    """How the log `layanan` stands."""
    policy = witnesses_of_ours(archive_of(settings.ENV).data)
    halt = tree.halt("layanan")
    return {
        "size": tree.signed_head("layanan").size,
        "witnessed": witnesses.witnessed("layanan", policy).size,
        "halt": halt.reason if halt else "",
        "trouble": "; ".join(
            one.trouble for one in witnesses.witness_states("layanan", policy) if one.trouble
        ),
    }


def sql(statement: str) -> dict[str, object]:
    """What somebody with all rights in the database can do: triggers do not bind him."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")
    return {}


def main() -> None:
    """Fulfil wishes until there are no more."""
    verbs = {"begin": begin, "grow": grow, "ask": ask, "state": state, "sql": sql}
    for line in sys.stdin:
        verb, *words = json.loads(line)
        print(json.dumps(verbs[verb](*words)), flush=True)


if __name__ == "__main__":
    main()
