"""Paper, set by Typst: the report, the minutes of the self-assessment, the consent to publish."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.report import Report, Row, comma, in_reading_order, kind_word, percent_text
from pendopo.assessment.queries.results import ApprovalView
from pendopo.design.wording import long_day, short_day
from pendopo.documents.typesetting import qr_image, set_pdf

_FOLDER = Path(__file__).parent


def report_pdf(report: Report) -> bytes:
    """The whole report: result by group, then every indicator with words and evidence."""
    framework = report.framework
    content = {
        **_head(report),
        "index": comma(report.result.index),
        "predicate": report.result.predicate.name,
        "day": short_day(report.day),
        "highest": framework.highest,
        "missing": len(report.result.missing),
        "rounds": [round.label for round in report.rounds],
        "groups": [
            {
                "name": f"{kind_word(node)} {node.number}",
                "title": node.title,
                "weight": percent_text(node.weight),
                "index": comma(report.index_of(node)),
                "share": float(report.index_of(node) or 0) / framework.highest,
                "depth": framework.depth(node),
                "rows": [_row(framework, row) for row in report.rows_of(node)],
            }
            for node in in_reading_order(framework)
        ],
    }
    return set_pdf((_FOLDER / "report.typ").read_text(), content, {})


def minutes_pdf(report: Report, approval: ApprovalView, *, zone: ZoneInfo, base_url: str) -> bytes:
    """Berita Acara Penilaian Mandiri: what was approved, as the approval kept it, with a QR code to the record."""
    return _statement("minutes.typ", report, approval, leaf=approval.leaf, zone=zone, base_url=base_url)


def consent_pdf(report: Report, approval: ApprovalView, *, zone: ZoneInfo, base_url: str) -> bytes:
    """Pernyataan Persetujuan Publikasi of an approved and published result."""
    return _statement(
        "consent.typ", report, approval, leaf=approval.publication_leaf, zone=zone, base_url=base_url
    )


def _statement(
    source: str, report: Report, approval: ApprovalView, *, leaf: str, zone: ZoneInfo, base_url: str
) -> bytes:
    kept = approval.snapshot
    moment = (approval.published_at if source == "consent.typ" else None) or approval.at
    address = f"{base_url}/catatan/spbe/{leaf}/"
    content = {
        **_head(report),
        "day": long_day(moment.astimezone(zone).date()),
        "round": approval.round.label,
        "number": approval.number,
        "by": approval.by,
        "index": comma(approval.index),
        "predicate": approval.predicate,
        "indicators": len(kept["levels"]),
        "groups": _kept_groups(report.framework, kept),
        "levels": [
            {"code": code, "title": report.framework.item_by_code[code].title, "level": level}
            for code, level in kept["levels"].items()
        ],
        "digest": approval.digest,
        "leaf": leaf,
        "address": address,
    }
    return set_pdf((_FOLDER / source).read_text(), content, {"record.svg": qr_image(address)})


def _head(report: Report) -> dict[str, Any]:
    legal = [f"{one.kind} Nomor {one.number} Tahun {one.year}" for one in report.framework.legal_basis]
    return {
        "title": report.title,
        "government": report.government,
        "year": report.year,
        "framework": report.framework.title,
        "legal": legal[0] if legal else report.framework.id,
        "example": report.example,
    }


def _kept_groups(framework: Framework, kept: Mapping[str, Any]) -> list[dict[str, Any]]:
    index = {one["id"]: one["index"] for one in kept["groups"]}
    return [
        {
            "name": f"{kind_word(node)} {node.number}",
            "title": node.title,
            "weight": percent_text(node.weight),
            "index": comma(index.get(node.id, "")),
            "depth": framework.depth(node),
        }
        for node in in_reading_order(framework)
    ]


def _row(framework: Framework, row: Row) -> dict[str, Any]:
    name = "" if row.level is None else framework.level_name(row.item.indicator, row.level)
    return {
        "code": row.item.code,
        "title": row.item.title,
        "weight": percent_text(row.item.weight),
        "level": "" if row.level is None else str(row.level),
        "level_name": name,
        "levels": [f"{round.label}: {level}" for round, level in row.levels.items()],
        "agency": row.agency,
        "words": [
            {"name": name, "text": text}
            for name, text in (
                ("Fakta", row.content.fact),
                ("Analisis", row.content.analysis),
                ("Justifikasi", row.content.justification),
                *((round.label, said.justification) for round, said in row.remarks.items()),
            )
            if text
        ],
        "evidence": [
            " · ".join(filter(None, (one.title, one.document_number, one.passage, one.name)))
            for one in row.evidence
        ],
    }
