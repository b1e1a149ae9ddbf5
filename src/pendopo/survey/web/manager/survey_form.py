"""The form of a survey that is still a draft: what it is about, when it runs, what it asks."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission, require
from pendopo.accounts.policy_gate import needs
from pendopo.kernel.days import Month
from pendopo.kernel.errors import DomainError, Invalid
from pendopo.survey import actions
from pendopo.survey.domain.periods import LENGTHS, Period
from pendopo.survey.domain.surveys import Design, State, number_questions
from pendopo.survey.queries import CURRENT, current_framework, place_of, scope_named, survey_page
from pendopo.survey.web.manager.places import own_scopes, today
from pendopo.survey.web.manager.surveys import told
from pendopo.survey.web.questions import Fault
from pendopo.survey.wording import period_words
from pendopo.survey.wording.choices import scope_choices

#: Empty fieldsets for questions that a form offers.
_EMPTY, _MOST = 1, 10
ELEMENT, QUESTION = "unsur", "pertanyaan"


@dataclass(frozen=True)
class Typed:
    """A draft as it stands in the form, right or wrong."""

    title: str = ""
    scope: str = ""
    period: str = ""
    questions: tuple[tuple[str, str, str], ...] = ()


@needs(Permission.EDIT_SURVEYS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_survey(request: HttpRequest) -> HttpResponse:
    """/ruang-kerja/survei/baru/"""
    if request.method == "POST":
        return _save(request, None)
    return _form(request, Typed(period=str(Period.around(Month.of(today()), 3))), None)


@needs(Permission.EDIT_SURVEYS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """/ruang-kerja/survei/<id>/ubah/: a draft only."""
    page = survey_page(survey_id)
    require(request.actor, Permission.EDIT_SURVEYS, place_of(page.scope.scope))
    if page.survey.state is not State.DRAFT:
        return redirect("survey:survey", survey_id=survey_id)
    if request.method == "POST":
        return _save(request, survey_id)
    design = page.survey.design
    questions = tuple(
        (ELEMENT if each.in_index else QUESTION, each.text, "\n".join(each.options))
        for each in design.questions
    )
    return _form(request, Typed(design.title, page.scope.key, str(design.period), questions), survey_id)


def _save(request: HttpRequest, survey_id: int | None) -> HttpResponse:
    typed = _typed(request.POST)
    if "tambah" in request.POST:
        return _form(request, typed, survey_id)
    try:
        saved = actions.save_survey(survey_id=survey_id, design=_design(typed), actor=request.actor)
    except DomainError as error:
        if error.code == "forbidden":
            raise
        return _form(request, typed, survey_id, error)
    return redirect("survey:survey", survey_id=saved)


def _typed(sent: QueryDict) -> Typed:
    questions = []
    for number in range(1, _MOST + 1):
        sort, text, options = (sent.get(f"{name}-{number}", "") for name in ("jenis", "teks", "pilihan"))
        if text.strip() or options.strip():
            questions.append((ELEMENT if sort == ELEMENT else QUESTION, text.strip(), options))
    return Typed(
        " ".join(sent.get("judul", "").split()),
        sent.get("lingkup", ""),
        sent.get("periode", ""),
        tuple(questions),
    )


def _design(typed: Typed) -> Design:
    if not typed.scope:
        raise Invalid(gettext("Pilih apa yang disurvei."), "lingkup")
    wanted = [
        (sort == ELEMENT, text, [line.strip() for line in options.splitlines() if line.strip()])
        for sort, text, options in typed.questions
    ]
    return Design(
        scope_named(typed.scope).scope,
        typed.title,
        Period.parse(typed.period),
        CURRENT,
        number_questions(wanted, len(current_framework().codes)),
    )


def _form(
    request: HttpRequest, typed: Typed, survey_id: int | None, error: DomainError | None = None
) -> HttpResponse:
    said = told(error) if error else ""
    field = str(error.facts.get("field", "periode")) if error else ""
    shown = min(_MOST, len(typed.questions) + _EMPTY)
    facts = {
        "typed": typed,
        "survey_id": survey_id,
        "scopes": [
            {"value": "", "label": gettext("Pilih lingkup")},
            *scope_choices(own_scopes(request.actor)),
        ],
        "periods": _periods(today(), typed.period),
        "questions": [
            {
                "number": number,
                "sort": typed.questions[number - 1][0] if number <= len(typed.questions) else QUESTION,
                "text": typed.questions[number - 1][1] if number <= len(typed.questions) else "",
                "options": typed.questions[number - 1][2] if number <= len(typed.questions) else "",
                "error": said if field == f"pertanyaan-{number}" else "",
            }
            for number in range(1, shown + 1)
        ],
        "sorts": [
            {"value": QUESTION, "label": gettext("Pertanyaan biasa, tidak masuk indeks")},
            {"value": ELEMENT, "label": gettext("Unsur tambahan, masuk indeks survei ini")},
        ],
        "fields": {field: said},
        "errors": [Fault(f"#{'teks-' + field[11:] if field.startswith('pertanyaan-') else field}", said)]
        if said
        else [],
    }
    return render(request, "survey/manager/survey_form.html", facts, status=422 if error else 200)


def _periods(day: date, chosen: str) -> list[dict[str, str]]:
    """Periods of this year and the next, and the one that is chosen."""
    found = []
    for count in reversed(LENGTHS):
        period = Period.around(Month(day.year, 1), count)
        while period.first.year <= day.year + 1:
            found.append({"value": str(period), "label": period_words(period)})
            period = period.next()
    if chosen and chosen not in {each["value"] for each in found}:
        found.insert(0, {"value": chosen, "label": period_words(Period.parse(chosen))})
    return found
