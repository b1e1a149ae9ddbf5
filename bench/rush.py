"""`./pendopo bench rush`: everybody wants a number at 07.30. Two web processes, commits on the disk."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.baseline import statements_per_second
from bench.load import crowd
from bench.machine import cpu_seconds, database_cpu_seconds, machine
from bench.tables import print_facts, print_table
from tests.servers import HOST, Site, Town, Web, new_site

#: The goal that this benchmark watches (issue of the first release): numbers per second, p99 in milliseconds.
GOAL = (1_000, 100)
SERVICES = 8


def main(words: list[str]) -> int:
    """Print the figures; 1 when a number was lost, doubled or skipped."""
    options = _options(words)
    with tempfile.TemporaryDirectory(prefix="pendopo-bench-") as folder, new_site(Path(folder)) as site:
        facts = machine(site.database_url)
        with site.serving(2) as web:
            rounds = [_round(site, web, options) for _ in range(options.rounds)]
        sound = all(one["sound"] for measured in rounds for one in measured["takes"])
    report = {"machine": facts, "command": "./pendopo bench rush", "rounds": rounds, "sound": sound}
    if options.json:
        print(json.dumps(report, indent=2))
    else:
        _show(report)
    return 0 if sound else 1


def _round(site: Site, web: Web, options: argparse.Namespace) -> dict[str, Any]:
    """The baseline and the takes, back to back, since the speed of a disk changes from minute to minute."""
    limit = statements_per_second(site.database_url)
    cases = ((64, SERVICES), (64, 1), (256, SERVICES))
    return {
        "one statement per commit": limit,
        "takes": [
            _takes(site, web, connections, services, options.seconds, limit)
            for connections, services in cases
        ],
    }


def _takes(
    site: Site, web: Web, connections: int, services: int, seconds: float, limit: float
) -> dict[str, Any]:
    town = site.town(services=services)
    plan = {
        "host": HOST,
        "port": web.port,
        "connections": connections,
        "requests": [
            {"method": "POST", "path": "/api/v1/tickets", "body": {"service": service},
             "headers": {"idempotency-key": f"{town.office}-%d"}}
            for service in town.services
        ],
        "keep_bodies": True,
    }  # fmt: skip
    first = crowd(plan | {"seconds": 0.5}, site.environment)["bodies"]
    plan["requests"] = json.loads(
        json.dumps(plan["requests"]).replace(f"{town.office}-%d", f"{town.office}-x%d")
    )
    servers = [process.pid for process in web.processes]
    used = cpu_seconds(servers), database_cpu_seconds(site.database_url)
    told = crowd(plan | {"seconds": seconds}, site.environment)
    answers = max(1, told["answers"])
    return {
        "connections": connections,
        "services": services,
        "per_second": told["per_second"],
        "p50_ms": told["p50_ms"],
        "p99_ms": told["p99_ms"],
        "worst_ms": told["worst_ms"],
        "server_us": (cpu_seconds(servers) - used[0]) / answers * 1e6,
        "database_us": (database_cpu_seconds(site.database_url) - used[1]) / answers * 1e6,
        "client_us": told["cpu_us"],
        "times_one_statement": told["per_second"] / limit,
        "statuses": told["statuses"],
        "sound": _is_sound(site, town, [*first, *told.pop("bodies")]),
    }


def _is_sound(site: Site, town: Town, bodies: list[dict[str, Any]]) -> bool:
    """Every reply is a row and every row a reply; numbers are unique and without gaps; all books agree."""
    rows = site.rows(
        "SELECT id::text, letter || '-' || lpad(sequence::text, greatest(3, length(sequence::text)), '0') "
        "FROM queue_ticket WHERE office_id = %s",
        town.office_id,
    )
    told = {body["id"]: body["number"] for body in bodies}
    office, services = town.office_id, town.services
    (counts,) = site.rows(_COUNTS, office, services, services, office, services, services)
    return len(told) == len(bodies) and told == dict(rows) and set(counts) == {len(bodies)}


_COUNTS = """
SELECT (SELECT count(*) FROM queue_ticket WHERE office_id = %s),
       (SELECT sum(issued) FROM queue_line WHERE service_id = ANY(%s)),
       (SELECT sum(highest) FROM (SELECT max(sequence) AS highest FROM queue_ticket
                                  WHERE service_id = ANY(%s) GROUP BY service_id) AS each),
       (SELECT count(DISTINCT ticket_id) FROM queue_ticketevent WHERE office_id = %s),
       (SELECT count(*) FROM queue_ticketsalt s JOIN queue_ticket t ON t.id = s.ticket_id
        WHERE t.service_id = ANY(%s)),
       (SELECT count(*) FROM ledger_outbox WHERE (convert_from(leaf, 'UTF8')::json ->> 'service')::bigint = ANY(%s))
"""


def _show(report: dict[str, Any]) -> None:
    print_facts(report["command"], report["machine"])
    columns: dict[str, Callable[[dict[str, Any]], str]] = {
        "connections": lambda one: f"{one['connections']}",
        "services": lambda one: f"{one['services']}",
        "numbers/s": lambda one: f"{one['per_second']:,.0f}",
        "p50 ms": lambda one: f"{one['p50_ms']:.0f}",
        "p99 ms": lambda one: f"{one['p99_ms']:.0f}",
        "server us": lambda one: f"{one['server_us']:.0f}",
        "database us": lambda one: f"{one['database_us']:.0f}",
        "client us": lambda one: f"{one['client_us']:.0f}",
        "x one statement": lambda one: f"{one['times_one_statement']:.2f}",
        "sound": lambda one: "yes" if one["sound"] else "NO",
    }
    for measured in report["rounds"]:
        print(f"\none statement and one commit per number: {measured['one statement per commit']:,.0f}/s")
        print_table(columns, measured["takes"])
    best = max((one["takes"][0] for one in report["rounds"]), key=lambda one: one["per_second"])
    met = best["per_second"] >= GOAL[0] and best["p99_ms"] <= GOAL[1]
    print(f"\ngoal: {GOAL[0]:,}/s and p99 <= {GOAL[1]} ms at 64 connections: {'met' if met else 'NOT met'}")
    print(
        "every reply is on the books, unique, without gaps" if report["sound"] else "THE BOOKS ARE NOT SOUND"
    )


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./pendopo bench rush", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured (3)")
    parser.add_argument("--seconds", type=float, default=5.0, help="length of each measurement (5)")
    parser.add_argument("--json", action="store_true", help="all figures, for machines")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
