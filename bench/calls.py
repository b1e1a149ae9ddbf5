"""`./pendopo bench calls`: 64 counters press "next" as fast as they are answered. Two web processes, commits on
the disk."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.load import crowd
from bench.machine import cpu_seconds, database_cpu_seconds, machine
from bench.tables import print_facts, print_table
from tests.servers import HOST, Site, Town, Web, new_site

COUNTERS = 64
SERVICES = 8
#: So many wait before the counters begin; they must not run out of people.
WAITING = 12_000


def main(words: list[str]) -> int:
    """Print the figures; 1 when somebody was called twice or a call is not on the books."""
    options = _options(words)
    with tempfile.TemporaryDirectory(prefix="pendopo-bench-") as folder, new_site(Path(folder)) as site:
        facts = machine(site.database_url)
        with site.serving(2) as web:
            rounds = [_round(site, web, options.seconds) for _ in range(options.rounds)]
    sound = all(one["sound"] for one in rounds)
    report = {"machine": facts, "command": "./pendopo bench calls", "rounds": rounds, "sound": sound}
    if options.json:
        print(json.dumps(report, indent=2))
    else:
        _show(report)
    return 0 if sound else 1


def _round(site: Site, web: Web, seconds: float) -> dict[str, Any]:
    town = site.town(services=SERVICES, counters=COUNTERS)
    _fill(site, web, town)
    plan = {
        "host": HOST,
        "port": web.port,
        "connections": COUNTERS,
        "own": True,
        "seconds": seconds,
        "keep_bodies": True,
        "requests": [
            {"method": "POST", "path": f"/api/v1/counters/{counter}/next", "body": {"close": "finish"},
             "headers": town.staff}
            for counter in town.counters
        ],
    }  # fmt: skip
    servers = [process.pid for process in web.processes]
    used = cpu_seconds(servers), database_cpu_seconds(site.database_url)
    told = crowd(plan, site.environment)
    answers = max(1, told["answers"])
    return {
        "per_second": told["per_second"],
        "p50_ms": told["p50_ms"],
        "p99_ms": told["p99_ms"],
        "server_us": (cpu_seconds(servers) - used[0]) / answers * 1e6,
        "database_us": (database_cpu_seconds(site.database_url) - used[1]) / answers * 1e6,
        "client_us": told["cpu_us"],
        "statuses": told["statuses"],
        "sound": _is_sound(site, town, [body["id"] for body in told["bodies"]], told["statuses"]),
    }


def _fill(site: Site, web: Web, town: Town) -> None:
    """Let enough people wait."""
    wishes = [
        {"method": "POST", "path": "/api/v1/tickets", "body": {"service": service}}
        for service in town.services
    ]
    plan = {"host": HOST, "port": web.port, "connections": 128, "seconds": 1, "requests": wishes}
    while site.one("SELECT count(*) FROM queue_ticket WHERE office_id = %s", town.office_id) < WAITING:
        crowd(plan, site.environment)


def _is_sound(site: Site, town: Town, called: list[str], statuses: dict[str, int]) -> bool:
    """Nobody was called twice, and the calls that were answered are those on the books."""
    written = site.rows(
        "SELECT ticket_id::text FROM queue_ticketevent WHERE office_id = %s AND step = 'call'", town.office_id
    )
    return (
        statuses.keys() == {"200"}
        and len(set(called)) == len(called) == len(written)
        and set(called) == {row[0] for row in written}
    )


def _show(report: dict[str, Any]) -> None:
    print_facts(report["command"], report["machine"])
    columns: dict[str, Callable[[dict[str, Any]], str]] = {
        "counters": lambda one: f"{COUNTERS}",
        "calls/s": lambda one: f"{one['per_second']:,.0f}",
        "p50 ms": lambda one: f"{one['p50_ms']:.0f}",
        "p99 ms": lambda one: f"{one['p99_ms']:.0f}",
        "server us": lambda one: f"{one['server_us']:.0f}",
        "database us": lambda one: f"{one['database_us']:.0f}",
        "client us": lambda one: f"{one['client_us']:.0f}",
        "sound": lambda one: "yes" if one["sound"] else f"NO {one['statuses']}",
    }
    print_table(columns, report["rounds"])
    print("nobody was called twice" if report["sound"] else "THE BOOKS ARE NOT SOUND")


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./pendopo bench calls", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often it is measured (3)")
    parser.add_argument("--seconds", type=float, default=5.0, help="length of each measurement (5)")
    parser.add_argument("--json", action="store_true", help="all figures, for machines")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
