"""The coordinator's board, and the page of one agency."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.assessment import queries
from pendopo.assessment.domain.roles import Power
from pendopo.assessment.queries import Row, Sheet
from pendopo.assessment.wording import ROUNDS, STATES, short_title, weight_words
from pendopo.design.wording import figure
from pendopo.kernel import clock


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_safe
def board_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/penilaian/<assessment>/papan/: who is late, agencies by state, the index after each round, by group."""
    board = queries.board(slug, request.actor, clock.now())
    latest, framework = board.latest, board.sheet.framework
    facts = {
        "here": board.sheet.here,
        "board": board,
        "latest": latest,
        "latest_name": ROUNDS[latest.round],
        "index": figure(latest.result.index),
        "rounds": [
            {"row": row, "name": ROUNDS[row.round], "index": figure(row.result.index) if row.given else ""}
            for row in board.rounds
        ],
        "states": [STATES[state] for state, _ in board.agencies[0].counts] if board.agencies else [],
        "groups": _groups(board.sheet, latest.result.nodes),
        "rows": [shown(board.sheet, row) for row in board.rows],
        "round_names": [ROUNDS[stage.round] for stage in board.sheet.here.calendar.stages],
        "total": len(framework.items),
        "may_set_up": board.sheet.here.can(Power.SET_UP),
    }
    return render(request, "assessment/staff/board.html", facts)


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_safe
def agency_page(request: HttpRequest, slug: str, agency: str) -> HttpResponse:
    """/penilaian/<assessment>/instansi/<agency>/: "our indicators, and what they cost the government"."""
    page = queries.agency_page(slug, request.actor, agency)
    facts = {
        "here": page.sheet.here,
        "page": page,
        "lost": figure(page.lost),
        "share": page.share,
        "rows": [shown(page.sheet, row) for row in page.rows],
        "supported": [shown(page.sheet, row) for row in page.supported],
        "highest": page.sheet.framework.highest,
    }
    return render(request, "assessment/staff/agency.html", facts)


def shown(sheet: Sheet, row: Row) -> dict[str, object]:
    """A row of a list in words."""
    word, kind = STATES[row.progress.value]
    return {
        "code": row.item.code,
        "title": short_title(row.item),
        "agency": row.agency,
        "state": word,
        "kind": kind,
        "level": row.level,
        "levels": [level for _, level in row.by_round],
        "evidence": row.evidence,
        "findings": row.open_findings,
        "weight": weight_words(row.item),
        "lost": figure(f"{float(row.lost):.3f}"),
        "share": min(100, round(100 * float(row.lost) / _largest(sheet))),
    }


def _largest(sheet: Sheet) -> float:
    """The most that one item can cost: the heaviest one at the lowest level."""
    weight = max(item.weight for item in sheet.framework.items)
    return float(weight * (sheet.framework.highest - sheet.framework.lowest)) / 100


def _groups(sheet: Sheet, scores: object) -> list[dict[str, object]]:
    span = sheet.framework.highest
    return [
        {
            "name": f"{one.node.number}. {one.node.title}",
            "share": round(100 * float(one.exact or 0) / span),
            "text": figure(one.index),
            "lowest": False,
            "kind": one.node.kind,
        }
        for one in scores
        if one.node.kind == sheet.framework.kinds[-1]
    ]
