"""`./pendopo bench inventory`: pages, files and rules with 5,000 elements and 20,000 relations.

Pages are timed as the web process makes them (middleware, queries, template), without the network. The workbook is
brought in by the same action as on the page.
"""

import argparse
import io
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import xlsxwriter

from bench.machine import machine
from bench.tables import print_facts, print_table
from tests.servers import Site, new_site

AGENCIES, ELEMENTS, RELATIONS = 48, 5_000, 20_000
#: Times that each page is asked for; the median counts.
ROUNDS = 9
PAGE_MS = 300
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def main(words: list[str]) -> int:
    """Print the figures; 1 when one of them misses what is needed."""
    parser = argparse.ArgumentParser(prog="./pendopo bench inventory", description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="pendopo-bench-") as folder, new_site(Path(folder)) as site:
        facts = machine(site.database_url)
        rows = _figures(site)
    missed = [row["figure"] for row in rows if row["held"] is False]
    report = {"machine": facts, "command": "./pendopo bench inventory", "figures": rows, "missed": missed}
    if options.json:
        print(json.dumps(report, indent=2))
    else:
        print_facts(report["command"], facts)
        columns: dict[str, Callable[[dict[str, Any]], str]] = {
            "figure": lambda row: row["figure"],
            "median": lambda row: f"{row['value']:,.1f}",
            "worst": lambda row: f"{row['worst']:,.1f}",
            "processor ms": lambda row: f"{row['processor']:,.1f}" if row["processor"] else "",
            "kB": lambda row: f"{row['bytes'] / 1000:,.0f}" if row["bytes"] else "",
            "queries": lambda row: str(row["queries"] or ""),
            "needed": lambda row: row["needed"],
            "": lambda row: {True: "held", False: "MISSED", None: ""}[row["held"]],
        }
        print_table(columns, rows)
    return int(bool(missed))


def _figures(site: Site) -> list[dict[str, Any]]:
    os.environ |= site.environment
    import django

    django.setup()
    from pendopo.inventory import actions, queries
    from pendopo.inventory.exports.workbook import inventory_xlsx
    from pendopo.kernel.actor import SYSTEM
    from pendopo.project.launcher.prepare import collect_static

    collect_static()
    government = _government()
    raw = _workbook()
    begun = time.perf_counter()
    actions.import_workbook(actor=SYSTEM, now=NOW, government_id=government.pk, name="besar.xlsx", raw=raw)
    brought = time.perf_counter() - begun
    _vacuum()
    counts = queries.counts(government.pk)
    if (counts.elements, counts.relations) != (ELEMENTS, RELATIONS):
        raise RuntimeError(f"{counts.elements} elements, {counts.relations} relations")
    place = queries.place_seen_by(SYSTEM, government.code)
    begun = time.perf_counter()
    inventory_xlsx(place, queries.elements_of(place.id), queries.link_codes(place.id), {})
    gone = time.perf_counter() - begun
    return [
        *_pages(f"/inventaris/{government.code}/", government.pk),
        _anew(place.id),
        _row("5,000 elements and 20,000 relations brought in, s", [brought], bytes=len(raw)),
        _row("the same handed out as a workbook, s", [gone]),
    ]


def _government():
    from pendopo.directory.models import Agency, Government

    government = Government.objects.create(code="35.16", name="Kabupaten Bangku", level="kabupaten")
    Agency.objects.bulk_create(
        Agency(government=government, slug=f"dinas-{n}", name=f"Dinas Nomor {n}", short_name=f"Dinas {n}")
        for n in range(AGENCIES)
    )
    return government


def _workbook() -> bytes:
    """A plausible city: a few data centres carry most applications, and every fifth value is missing."""
    from pendopo.inventory.domain import sheets
    from pendopo.inventory.domain.attributes import Form, attributes_of
    from pendopo.inventory.domain.parts import Part
    from pendopo.inventory.domain.relations import VERBS

    dice = random.Random(7)
    shares = {Part.PROCESS: 10, Part.SERVICE: 25, Part.APPLICATION: 25, Part.DATA: 15, Part.INFRASTRUCTURE: 8,
              Part.SECURITY: 4, Part.PEOPLE: 5, Part.POLICY: 5, Part.BUDGET: 3}  # fmt: skip
    codes = {
        part: [f"{part.letters}-{n:05}" for n in range(ELEMENTS * share // 100)]
        for part, share in shares.items()
    }
    values = {Form.LINE: lambda: dice.choice(("presensi", "Bidang Aplikasi", "persuratan", "Sekretariat")),
              Form.TEXT: lambda: "Keterangan contoh untuk pengukuran. " * 3, Form.NUMBER: lambda: dice.randint(1, 5),
              Form.RUPIAH: lambda: dice.randint(1, 900) * 1_000_000,
              Form.DAY: lambda: f"20{dice.randint(20, 27)}-{dice.randint(1, 12):02}-15"}  # fmt: skip
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_urls": False})
    for part in Part:
        page = book.add_worksheet(sheets.sheet_name(part))
        asked = attributes_of(part)
        page.write_row(0, 0, ["Kode", "Perangkat daerah", "Nama", *(one.label for one in asked)])
        for line, code in enumerate(codes[part], start=1):
            cells = [
                ""
                if dice.random() < 0.2
                else dice.choice(one.options)[1]
                if one.options
                else values[one.form]()
                for one in asked
            ]
            page.write_row(
                line, 0, [code, f"dinas-{dice.randrange(AGENCIES)}", f"{part.label} {code}", *cells]
            )
    page = book.add_worksheet(sheets.RELATIONS)
    page.write_row(0, 0, ["Dari", "Hubungan", "Ke"])
    seen: set[tuple[str, str, str]] = set()
    kinds = [
        (kind, one, other)
        for kind, verb in VERBS.items()
        for one in sorted(verb.sources)
        for other in sorted(verb.targets)
    ]
    while len(seen) < RELATIONS:
        kind, one, other = dice.choice(kinds)
        targets = codes[other]
        key = (dice.choice(codes[one]), kind.label, targets[int(len(targets) * dice.random() ** 3)])
        if key not in seen and key[0] != key[2]:
            seen.add(key)
            page.write_row(len(seen), 0, key)
    book.close()
    return written.getvalue()


def _vacuum() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _pages(home: str, government_id: int) -> list[dict[str, Any]]:
    from django.test import Client

    from pendopo.accounts.models import Account, RoleAssignment
    from pendopo.inventory.models import Link

    account = Account.objects.create(username="bangku", display_name="Bangku")
    RoleAssignment.objects.create(account=account, role="coordinator", government_id=government_id)
    client = Client(SERVER_NAME="localhost")
    client.force_login(account)
    from django.db.models import Count

    busiest = Link.objects.values("target__code").annotate(n=Count("pk")).order_by("-n")[0]["target__code"]
    pages = {
        "at a glance, with the three gravest findings": home,
        "list": f"{home}unsur/",
        "last page of the list": f"{home}unsur/?hal=100",
        "search for two words": f"{home}unsur/?kata=bidang+aplikasi&bagian=aplikasi",
        f"element with most relations ({busiest})": f"{home}unsur/{busiest}/",
        "its form": f"{home}unsur/{busiest}/ubah/",
        "its map, one step": f"{home}unsur/{busiest}/peta/",
        "its map, two steps": f"{home}unsur/{busiest}/peta/?langkah=2",
        "findings": f"{home}temuan/",
        "findings of one rule": f"{home}temuan/?aturan=cost-unfunded",
        "map of parts and agencies": f"{home}peta/",
        "map of one agency": f"{home}peta/?perangkat=dinas-7",
    }
    change = partial(_change, government_id, busiest)
    return [
        *(_page(client, name, address) for name, address in pages.items()),
        _page(client, "first page after a change", home, before=change),
        _page(client, "findings, first page after a change", f"{home}temuan/", before=change),
    ]


def _change(government_id: int, code: str) -> None:
    """Somebody gives an element another owner: every finding has to be looked for anew."""
    from pendopo.inventory import actions, queries
    from pendopo.kernel.actor import SYSTEM

    seen = queries.element(government_id, code)
    owner = "Bidang Dua" if seen.facts.values.get("penanggung_jawab") == "Bidang Satu" else "Bidang Satu"
    actions.change_element(
        actor=SYSTEM,
        now=NOW,
        government_id=government_id,
        code=code,
        seen=seen.version,
        facts=replace(seen.facts, values={**seen.facts.values, "penanggung_jawab": owner}),
    )


def _page(
    client: Any, name: str, address: str, before: Callable[[], object] = lambda: None
) -> dict[str, Any]:
    """A page, asked for some times, each after what happens `before`."""
    from bench.assessment_year import counted

    client.get(address)
    times, used = [], 0.0
    for _ in range(ROUNDS):
        before()
        begun, begun_processor = time.perf_counter(), time.process_time()
        answer = client.get(address)
        times.append((time.perf_counter() - begun) * 1000)
        used += time.process_time() - begun_processor
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
    before()
    queries = counted(lambda: client.get(address))
    return _row(f"{name}, ms", times, PAGE_MS, len(answer.content), queries, used * 1000 / ROUNDS)


def _anew(government_id: int) -> dict[str, Any]:
    """What the first page after a change pays more than the others."""
    from pendopo.inventory.domain.findings import look_through
    from pendopo.inventory.domain.rules import RULES
    from pendopo.inventory.queries import whole_of

    times, used = [], time.process_time()
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        look_through(whole_of(government_id), RULES, NOW.date())
        times.append((time.perf_counter() - begun) * 1000)
    processor = (time.process_time() - used) * 1000 / ROUNDS
    return _row("findings computed anew, ms", times, processor=processor)


def _row(
    name: str,
    times: list[float],
    most: float | None = None,
    bytes: int = 0,
    queries: int = 0,
    processor: float = 0,
) -> dict[str, Any]:
    value = statistics.median(times)
    held = None if most is None else value <= most
    return {
        "figure": name,
        "value": value,
        "worst": max(times),
        "processor": processor,
        "bytes": bytes,
        "queries": queries,
        "needed": "" if most is None else f"<= {most:g}",
        "held": held,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
