"""The whole result of an assessment for files; nine queries, whatever its size."""

from datetime import date

from django.db.models import Max

from pendopo.assessment.domain.answers import Content, State
from pendopo.assessment.domain.framework import Item
from pendopo.assessment.domain.report import EvidenceLine, Report, Row
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.models import Assessment, RoundAnswer
from pendopo.assessment.queries.evidence import UsedEvidence, of_assessment
from pendopo.assessment.queries.sheet import Sheet, sheet
from pendopo.directory.queries import governments
from pendopo.kernel.actor import Actor


def report(slug: str, actor: Actor) -> Report:
    """What `actor` may see of an assessment. Raises `NotFound`, `Forbidden`."""
    page = sheet(slug, actor)
    here, counting = page.here, page.levels()
    evidence = of_assessment(here.id, year=here.year)
    return Report(
        slug=slug,
        title=here.title,
        year=here.year,
        kind=here.kind.label,
        example=here.example,
        government=next(one.name for one in governments() if one.id == here.government_id),
        day=_last_day(page),
        framework=page.framework,
        rounds=tuple(stage.round for stage in here.calendar.stages),
        result=page.result(),
        rows=tuple(
            _row(page, item, counting.get(item.code), evidence.get(item.code, ())) for item in page.items
        ),
    )


def _row(page: Sheet, item: Item, level: int | None, evidence: tuple[UsedEvidence, ...]) -> Row:
    answers = {round: page.answer(round, item.code) for round in RoundName}
    given = {round: one for round, one in answers.items() if one.state is State.GIVEN}
    own = answers[RoundName.SELF]
    lead = page.here.shares_of(item.code).lead
    return Row(
        item=item,
        levels={round: one.content.level for round, one in given.items() if one.content.level is not None},
        level=level,
        content=own.content if own.version else Content(),
        remarks={round: one.content for round, one in given.items() if round is not RoundName.SELF},
        version=own.version,
        agency=page.agencies[lead].name if lead in page.agencies else "",
        evidence=tuple(_line(one) for one in evidence if not one.evidence.facts.restricted),
    )


def _line(used: UsedEvidence) -> EvidenceLine:
    one = used.evidence
    return EvidenceLine(
        one.facts.title, one.facts.document_number, used.passage, one.file_name or one.address, one.sha256
    )


def _last_day(page: Sheet) -> date:
    """The local day of the last change, else the day on which the assessment was made: never that of the reading."""
    here = page.here
    changed = RoundAnswer.objects.filter(assessment=here.id).aggregate(last=Max("changed_at"))["last"]
    changed = changed or Assessment.objects.values_list("created_at", flat=True).get(pk=here.id)
    return changed.astimezone(here.calendar.zone).date()
