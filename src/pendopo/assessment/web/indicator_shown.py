"""The page of one indicator in words."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pendopo.assessment.domain.answers import LONGEST_TEXT, Content, State
from pendopo.assessment.domain.calendar import NoSuchRound
from pendopo.assessment.domain.framework import Framework, Item
from pendopo.assessment.domain.roles import Power
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.domain.whatif import gain_of_step
from pendopo.assessment.queries import AnswerView, IndicatorPage, UsedEvidence
from pendopo.assessment.wording import ROUNDS, STATES, group_words, level_words, missing_words, weight_words
from pendopo.design.wording import clock, figure, moment, short_day
from pendopo.kernel.days import ZONES
from pendopo.kernel.decimals import half_up
from pendopo.kernel.errors import NotFound


def facts(
    page: IndicatorPage,
    evidence: Sequence[UsedEvidence],
    *,
    now: datetime,
    typed: Content | None,
    done: str,
) -> dict[str, object]:
    """What the template shows. `typed` are words that were refused: they come back instead of the kept ones."""
    here, present = page.here, page.present
    content = typed or present.content
    writable = page.is_writable(now)
    state = present.state if page.own else "belum"
    return {
        "here": here,
        "page": page,
        "item": page.item,
        "indicator": page.item.indicator,
        "group": group_words(page.framework, page.item),
        "weight": weight_words(page.item),
        "gain": figure(half_up(gain_of_step(page.framework, page.item), 3)),
        "round": page.round.value,
        "round_name": ROUNDS[page.round],
        "is_claim": page.round is RoundName.SELF,
        "state": STATES[state],
        "shows": page.own is not None and page.shows(page.round, present.state),
        "content": content,
        "chosen": "" if content.level is None else str(content.level),
        "levels": _levels(page.framework, page.item),
        "level_text": level_words(page.framework, page.item, present.level),
        "version": present.version,
        "saved": _saved(page) if page.shows(page.round, present.state) else "",
        "writable": writable and not page.is_given,
        "may_give": here.gives(page.item.code, page.round),
        "may_take_back": writable and page.is_given and here.gives(page.item.code, page.round),
        "why_not": "" if writable else why_not(page, now),
        "missing": missing_words(page.missing) if page.own and not page.is_given else "",
        "before": level_words(page.framework, page.item, page.before),
        "evidence": evidence,
        "rounds": _rounds(page),
        "claim": (claim := _claim(page)),
        "claim_text": level_words(page.framework, page.item, claim.present.level) if claim else "",
        "findings": page.findings,
        "may_send_back": _may_send_back(page, now),
        "may_settle": here.can(Power.SEND_BACK),
        "earlier": _earlier(page),
        "zone": here.calendar.zone,
        "deadline": _deadline(page, now),
        "longest": LONGEST_TEXT,
        "done": done,
        "theirs": theirs(page) if typed else None,
    }


def theirs(page: IndicatorPage) -> dict[str, object]:
    """The answer that somebody else kept meanwhile, for the notice of a conflict."""
    own = page.own
    content = page.present.content
    return {
        "version": page.present.version,
        "by": own.changed_by if own else "",
        "at": clock(own.changed_at, page.here.calendar.zone) if own else "",
        "level": "" if content.level is None else str(content.level),
        "level_text": level_words(page.framework, page.item, content.level),
        "fact": content.fact,
        "analysis": content.analysis,
        "justification": content.justification,
        "reason": content.reason,
    }


def zone_of(name: str) -> ZoneInfo:
    """The zone that the page named. Raises `NotFound` for others than Indonesia's."""
    if name not in ZONES:
        raise NotFound
    return ZoneInfo(name)


def _levels(framework: Framework, item: Item) -> list[dict[str, object]]:
    return [
        {
            "value": str(level.number),
            "label": level_words(framework, item, level.number),
            "criteria": [criterion.text for criterion in level.criteria],
            "evidence": [need.text for need in level.evidence],
        }
        for level in item.indicator.levels
    ]


def _saved(page: IndicatorPage) -> str:
    """ "Draf tersimpan pukul 09.14 WIB oleh Sari": the time of the last save, in words."""
    own = page.own
    if own is None:
        return ""
    words = {
        State.DRAFT: _("Draf tersimpan %(when)s oleh %(who)s"),
        State.GIVEN: _("Diserahkan %(when)s oleh %(who)s"),
        State.RETURNED: _("Terakhir diubah %(when)s oleh %(who)s"),
    }[own.present.state]
    when = moment(own.changed_at, page.here.calendar.zone)
    return words % {"when": when, "who": own.changed_by or _("program")}


def _deadline(page: IndicatorPage, now: datetime) -> str:
    try:
        stage = page.here.calendar.stage(page.round)
    except NoSuchRound:
        return ""
    if not stage.is_open(now, page.here.calendar.zone):
        return ""
    left = stage.days_left(now, page.here.calendar.zone)
    day = short_day(stage.closes_on)
    if left == 0:
        return _("Hari terakhir: ditutup hari ini pukul 24.00")
    return _("Ditutup %(day)s pukul 24.00, %(left)s hari lagi") % {"day": day, "left": left}


def why_not(page: IndicatorPage, now: datetime) -> str:
    """Why the answer cannot be written here and now; it says what would help."""
    here, round = page.here, page.round
    if RoundName.FINAL in here.approved or here.is_locked(round):
        return _("Babak ini sudah disahkan, jadi jawabannya tidak berubah lagi.")
    if not here.writes(page.item.code, round):
        return _("Anda dapat membaca jawaban ini; yang mengisinya orang lain.")
    if round.order > RoundName.INTERNAL.order and RoundName.SELF not in here.approved:
        return _("Penilaian mandiri belum disahkan. Babak ini dimulai sesudahnya.")
    if page.waits:
        return _("Instansi belum menyerahkan jawaban, jadi belum ada yang dinilai.")
    try:
        stage = here.calendar.stage(round)
    except NoSuchRound:
        return _("Penilaian ini tidak memiliki babak ini.")
    if stage.is_over(now, here.calendar.zone):
        return _(
            "Babak ini ditutup %(day)s pukul 24.00. Hubungi koordinator bila jadwal perlu diperpanjang."
        ) % {"day": short_day(stage.closes_on)}
    return _("Babak ini dibuka %(day)s.") % {"day": short_day(stage.opens_on)}


def _rounds(page: IndicatorPage) -> list[dict[str, object]]:
    """Every round of the calendar with its level, so that they can be compared."""
    found = {one.round: one for one in page.answers}
    rows = []
    for stage in page.here.calendar.stages:
        view = found.get(stage.round)
        given = view is not None and view.present.state is State.GIVEN
        rows.append(
            {
                "value": stage.round.value,
                "name": ROUNDS[stage.round],
                "level": view.present.level if given and view else None,
                "text": level_words(
                    page.framework, page.item, view.present.level if given and view else None
                ),
                "words": view.present.content if given and view else None,
                "by": view.changed_by if given and view else "",
                "is_here": stage.round is page.round,
            }
        )
    return rows


def _claim(page: IndicatorPage) -> AnswerView | None:
    """What the agency has given; a draft is nobody else's business yet."""
    found = next((one for one in page.answers if one.round is RoundName.SELF), None)
    return found if found and found.present.state is State.GIVEN else None


def _may_send_back(page: IndicatorPage, now: datetime) -> bool:
    given = _claim(page) is not None
    is_open = RoundName.SELF in page.here.calendar.open_rounds(now)
    locked = page.here.is_locked(RoundName.SELF)
    return given and is_open and not locked and page.here.can(Power.SEND_BACK)


def _earlier(page: IndicatorPage) -> dict[str, object] | None:
    if page.earlier is None:
        return None
    return {
        "year": page.earlier.assessment.year,
        "title": page.earlier.assessment.title,
        "items": [
            {
                "code": item.code,
                "title": item.title,
                "level": level_words(page.earlier.framework, item, level),
                "words": text,
            }
            for item, level, text in page.earlier.items
        ],
    }
