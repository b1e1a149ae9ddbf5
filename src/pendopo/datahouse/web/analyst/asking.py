"""The desk of an analyst: write a question, see the answer, take it away."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse.actions.questions import Answered, ask_question, cancel_question
from pendopo.datahouse.answering.site import site_bounds, site_key, site_work
from pendopo.datahouse.exports.answers import FORMS
from pendopo.datahouse.queries.analysts import Analyst, analyst
from pendopo.datahouse.queries.desk import askable, running_of, saved_for, saved_question
from pendopo.datahouse.web.analyst.showing import REACHES, TREATMENTS, Fault, shown
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Invalid
from pendopo.kernel.ids import parse_id


def analyst_of(request: HttpRequest) -> Analyst:
    """Who asks, for the agency that the page names. Raises `NoAgency`."""
    chosen = request.POST.get("instansi") or request.GET.get("instansi") or ""
    return analyst(actor=request.actor, agency=chosen, today=clock.now().date(), key=site_key())


@needs(Permission.ANALYSE_DATA)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_page(request: HttpRequest) -> HttpResponse:
    """/rumah-data/tanya/: the question, the tables beside it, and the answer below."""
    here = analyst_of(request)
    sql, saved, answer, errors = request.POST.get("sql", ""), None, None, []
    if ident := request.GET.get("simpan"):
        saved = saved_question(actor=request.actor, analyst=here, saved_id=parse_id(ident))
        sql = sql or saved.sql
    if request.method == "POST":
        try:
            answer = shown(_answered(request, here, sql, "halaman"))
        except DomainError as refusal:
            errors = [Fault("#sql", explain(refusal))]
    tables = askable(analyst=here)
    facts = {
        "here": here,
        "choices": [{"value": str(one.id), "label": one.name} for one in here.choices],
        "chosen": str(here.agency.id),
        "sql": sql or (f"SELECT *\nFROM {tables[0].table}\nLIMIT 20" if tables else ""),
        "question_id": uuid4(),
        "saved": saved,
        "tables": [
            (one, REACHES[one.reach], [(column, TREATMENTS[column.treatment]) for column in one.columns])
            for one in tables
        ],
        "running": running_of(actor=request.actor),
        "kept": saved_for(actor=request.actor, analyst=here)[:5],
        "answer": answer,
        "errors": errors,
        "error": errors[0].text if errors else "",
        "seconds": f"{site_bounds().seconds:g}",
    }
    return render(request, "datahouse/analyst/ask.html", facts, status=422 if errors else 200)


def _answered(request: HttpRequest, here: Analyst, sql: str, way: str) -> Answered:
    if not sql.strip():
        raise Invalid("Tulis pertanyaan SQL dahulu.", "sql")
    return ask_question(
        actor=request.actor, now=clock.now(), analyst=here, question_id=_id_of(request), sql=sql, way=way,
        work=site_work(), bounds=site_bounds(),
    )  # fmt: skip


def _id_of(request: HttpRequest) -> UUID:
    """A fresh id, or the one that the page chose so that it can cancel; a page that is sent twice gets another."""
    return parse_id(request.POST["nomor"]) if request.POST.get("nomor") else uuid4()


@needs(Permission.ANALYSE_DATA)
@never_cache
@require_POST
def download(request: HttpRequest) -> HttpResponse:
    """/rumah-data/tanya/unduh/: the whole answer as a file. The question is asked anew, by the rights of now."""
    form = request.POST.get("bentuk", "")
    if form not in ("csv", "xlsx", "parquet"):
        raise Invalid("Pilih CSV, XLSX, atau Parquet.", "bentuk")
    answered = _answered(request, analyst_of(request), request.POST.get("sql", ""), "unduhan")
    if answered.found.cut:
        raise Invalid("Jawaban terlalu besar untuk diunduh utuh. Persempit syaratnya.", "sql")
    write, kind = FORMS[form]
    response = HttpResponse(write(answered.found.table), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="jawaban.{form}"'
    return response


@needs(Permission.ANALYSE_DATA)
@never_cache
@require_POST
def cancel(request: HttpRequest) -> HttpResponse:
    """/rumah-data/tanya/batal/: stop a running question of one's own."""
    cancel_question(actor=request.actor, question_id=parse_id(request.POST.get("nomor", "")))
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(gettext("Pertanyaan dibatalkan."), content_type="text/plain; charset=utf-8")
    return redirect("asking:ask")
