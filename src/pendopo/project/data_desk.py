"""What `./pendopo data` does once the settings are known: one call each, and words or JSON for the answer."""

import csv
import json
import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from pendopo.datahouse.actions import Delivered, adopt, deliver, sweep
from pendopo.datahouse.actions.carrying import carry_back, carry_there, kept
from pendopo.datahouse.actions.deriving import derive
from pendopo.datahouse.answering.site import site_key
from pendopo.datahouse.domain.errors import DeliveryRefused, QueryRefused
from pendopo.datahouse.domain.findings import Finding
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.policy import OPERATOR, Viewer
from pendopo.datahouse.domain.schema_reading import schema_as_json
from pendopo.datahouse.domain.store_errors import StoreUnavailable
from pendopo.datahouse.lake.sandbox import Answer, Limits
from pendopo.datahouse.queries import ask_spark, ask_sql, examine, export, export_parquet, versions_of
from pendopo.kernel import clock
from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.errors import DomainError

DONE, FAILED, BAD_INPUT = 0, 1, 2
_ZONE = ZoneInfo("Asia/Jakarta")


def operate(options: Namespace) -> int:
    """Run one verb."""
    verbs = {
        "ingest": _ingest, "query": _query, "export": _export, "versions": _versions, "adopt": _adopt, "fsck": _fsck,
        "store": _store, "derive": _derive,
    }  # fmt: skip
    try:
        return verbs[options.verb](options)
    except DeliveryRefused as refusal:
        return _refused(options, refusal)
    except StoreUnavailable as refusal:
        print(f"pendopo data: {refusal}", file=sys.stderr)
        return FAILED
    except (DomainError, OSError, UnicodeDecodeError) as refusal:
        print(f"pendopo data: {refusal}", file=sys.stderr)
        return BAD_INPUT


def _ingest(options: Namespace) -> int:
    delivered = deliver(
        file=options.file,
        slug=options.dataset,
        agency=options.agency,
        schema_text=options.schema.read_text(encoding="utf-8-sig") if options.schema else None,
        mode=Mode(options.mode),
        rejected_to=options.rejected,
        folder=settings.PENDOPO_LAKE,
        actor=SYSTEM,
        now=clock.now(),
    )
    if options.json:
        _print_json(_delivered(delivered))
        return DONE
    again = " (sudah tersimpan sebelumnya)" if delivered.repeated else ""
    print(f"{delivered.slug} versi {delivered.version}: {delivered.delivered_rows} baris diterima{again}.")
    print(f"SHA-256 {delivered.sha256}")
    return DONE


def _delivered(one: Delivered) -> dict[str, object]:
    return {
        "accepted": True, "dataset": one.slug, "agency": one.agency, "version": one.version, "rows": one.rows,
        "delivered_rows": one.delivered_rows, "sha256": one.sha256, "repeated": one.repeated,
        "schema_proposed": one.proposed, "schema": schema_as_json(one.schema),
        **{key: one.report[key] for key in ("rejected_rows", "error_count", "errors", "warnings", "personal_data")},
    }  # fmt: skip


def _refused(options: Namespace, refusal: DeliveryRefused) -> int:
    """Every fault as file:row:column, and how to get the rest."""
    report = refusal.report
    if options.json:
        _print_json({"accepted": False, "dataset": options.dataset, "code": refusal.code, **report.as_json()})
    for fault in report.faults:
        print(_line(options.file, fault), file=sys.stderr)
    hidden = report.fault_count - len(report.faults)
    if hidden > 0:
        print(f"… dan {hidden} kesalahan lain; --rejected FILE.xlsx menuliskan semuanya.", file=sys.stderr)
    print(f"pendopo data: {refusal}", file=sys.stderr)
    return BAD_INPUT


def _line(file: Path, fault: Finding) -> str:
    place = ":".join(filter(None, [str(file), str(fault.row) if fault.row else "", fault.column]))
    return f"{place}: {fault.told()}"


def _query(options: Namespace) -> int:
    viewer = Viewer(agency=options.viewer, key=site_key()) if options.viewer else OPERATOR
    limits = replace(Limits(), seconds=options.seconds)
    if options.engine == "spark":
        answer = ask_spark(
            sql=options.sql, viewer=viewer, url=settings.ENV["PENDOPO_SPARK_URL"], limits=limits
        )
    else:
        answer = ask_sql(sql=options.sql, viewer=viewer, limits=limits)
    _show(answer, options.format)
    if answer.cut:
        print(f"pendopo data: hanya {len(answer.rows)} baris pertama yang ditampilkan.", file=sys.stderr)
    return DONE


def _export(options: Namespace) -> int:
    if options.format != "parquet":
        _show(export(slug=options.slug, number=options.version, viewer=OPERATOR), options.format)
        return DONE
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / "rows.parquet"
        export_parquet(slug=options.slug, number=options.version, viewer=OPERATOR, target=target)
        with target.open("rb") as content, os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
            while block := content.read(1 << 20):
                out.write(block)
    return DONE


def _versions(options: Namespace) -> int:
    found = versions_of(slug=options.slug)
    if options.json:
        _print_json(
            [
                {"version": one.number, "mode": one.mode, "rows": one.rows, "delivered_rows": one.delivered_rows,
                 "sha256": one.sha256, "file": one.file_name, "bytes": one.size, "agency": one.owner,
                 "at": one.at.astimezone(_ZONE).isoformat(timespec="seconds")}
                for one in found
            ]
        )  # fmt: skip
        return DONE
    for one in found:
        moment = one.at.astimezone(_ZONE).isoformat(timespec="seconds")
        print(f"{one.number}\t{moment}\t{one.mode}\t{one.rows} baris\t{one.sha256}\t{one.file_name}")
    return DONE


def _adopt(options: Namespace) -> int:
    done = adopt(
        slug=options.dataset, why=options.why, folder=settings.PENDOPO_LAKE, actor=SYSTEM, now=clock.now()
    )
    if options.json:
        facts = {"accepted": True, "dataset": done.slug, "version": done.version, "snapshot": done.snapshot}
        _print_json(facts | {"rows": done.rows, "personal_data": done.report["personal_data"]})
        return DONE
    print(f"{done.slug} versi {done.version}: snapshot {done.snapshot} diterima, {done.rows} baris.")
    return DONE


def _fsck(options: Namespace) -> int:
    count, faults = examine(folder=settings.PENDOPO_LAKE)
    for fault in faults:
        print(f"{fault.slug} versi {fault.version}: {fault.what}", file=sys.stderr)
    if options.sweep and all(fault.leftover for fault in faults):
        print(f"{len(sweep(folder=settings.PENDOPO_LAKE))} berkas sisa dihapus.")
    print(f"{count} versi diperiksa, {len(faults)} tidak cocok.")
    return FAILED if faults else DONE


def _derive(options: Namespace) -> int:
    url = settings.ENV["PENDOPO_SPARK_URL"] if options.engine == "spark" else ""
    if options.engine == "spark" and not url:
        raise QueryRefused(why="situs ini tidak mempunyai mesin Spark (PENDOPO_SPARK_URL)")
    done = derive(
        slug=options.dataset, agency=options.agency, sql=options.sql, daily=options.daily, spark_url=url,
        folder=settings.PENDOPO_LAKE, actor=SYSTEM, now=clock.now(),
    )  # fmt: skip
    if options.json:
        facts = {"accepted": True, "dataset": done.slug, "version": done.version, "rows": done.rows}
        _print_json(facts | {"repeated": done.repeated})
        return DONE
    again = " (tidak ada yang berubah)" if done.repeated else ""
    print(f"{done.slug} versi {done.version}: {done.rows} baris{again}.")
    return DONE


def _store(options: Namespace) -> int:
    folder = settings.PENDOPO_LAKE
    lake = folder.with_name("lake")
    if options.send:
        print(f"{carry_there(lake=lake, folder=folder)} berkas dari {lake} ada di penyimpanan.")
    if options.take:
        print(f"{carry_back(lake=lake, folder=folder)} berkas dari penyimpanan ada di {lake}.")
    now = kept(folder=folder)
    print(f"{now.store} dapat dipakai: {now.files} berkas.")
    print(f"Salinan di {folder}: {now.copies / 1e6:.1f} MB dari paling banyak {now.most / 1e6:.0f} MB.")
    return DONE


def _show(answer: Answer, form: str) -> None:
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows([_text(cell) for cell in row] for row in answer.rows)
        return
    _print_rows(answer.columns, answer.rows)


def _print_rows(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """A list of records, one a line, so that a large answer is not built as one text."""
    print("[", end="")
    between = "\n"
    for row in rows:
        record = {name: _plain(cell) for name, cell in zip(columns, row, strict=True)}
        print(between + json.dumps(record, ensure_ascii=False), end="")
        between = ",\n"
    print("\n]")


def _plain(cell: object) -> object:
    """Decimal numbers travel as text, exactly as they are kept; moments with their offset."""
    if cell is None or isinstance(cell, bool | int | str):
        return cell
    return _text(cell)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return _decimal(cell)
    if isinstance(cell, datetime):
        return (cell if cell.tzinfo is None else cell.astimezone(_ZONE)).isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _decimal(value: Decimal) -> str:
    """Without the zeros that only the type of the column adds."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))
