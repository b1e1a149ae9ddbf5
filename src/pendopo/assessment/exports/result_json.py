"""The result as JSON: every field, decimals as text so that nothing is rounded on the way."""

import json
from dataclasses import asdict
from typing import Any

from pendopo.assessment.domain.index import exact_text
from pendopo.assessment.domain.report import Report, Row

FORM = "pendopo-assessment-result/1"


def result_json(report: Report) -> bytes:
    """UTF-8, keys in a fixed order."""
    result, framework = report.result, report.framework
    content = {
        "form": FORM,
        "assessment": report.slug,
        "title": report.title,
        "government": report.government,
        "year": report.year,
        "kind": report.kind,
        "example": report.example,
        "day": report.day.isoformat(),
        "framework": {"id": framework.id, "version": framework.version, "checksum": framework.checksum},
        "index": result.index,
        "index_exact": result.index_exact,
        "predicate": result.predicate.name,
        "missing": list(result.missing),
        "groups": [
            {
                "id": score.node.id,
                "kind": score.node.kind,
                "number": score.node.number,
                "title": score.node.title,
                "weight": exact_text(score.node.weight),
                "index": score.index,
            }
            for score in result.nodes
        ],
        "indicators": [_row(row) for row in report.rows],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _row(row: Row) -> dict[str, Any]:
    return {
        "indicator": row.item.code,
        "title": row.item.title,
        "group": row.item.indicator.parent,
        "weight": exact_text(row.item.weight),
        "agency": row.agency,
        "level": row.level,
        "levels": {round.value: level for round, level in row.levels.items()},
        "fact": row.content.fact,
        "analysis": row.content.analysis,
        "justification": row.content.justification,
        "remarks": {
            round.value: {"justification": said.justification, "reason": said.reason}
            for round, said in row.remarks.items()
        },
        "evidence": [asdict(one) for one in row.evidence],
    }
