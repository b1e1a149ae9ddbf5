"""The form about a data set: plain questions, one field per thing, everything kept as it was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse import actions, queries
from pendopo.datahouse.domain.description import COLUMN_KEYS, NO_STANDARD, Description
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.licences import LICENCES
from pendopo.datahouse.domain.metadata import BLOCKS, QUESTIONS, Kind, Question
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.schema import TYPES, Field, Schema
from pendopo.datahouse.domain.themes import THEMES
from pendopo.datahouse.domain.workflow import Step
from pendopo.datahouse.queries import DatasetView
from pendopo.datahouse.web.staff.words import ACCESSES, FREQUENCIES, Fault
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Forbidden, Invalid

Chosen = TypeVar("Chosen", Access, Frequency)


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def describe_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/rumah-data/data/<slug>/keterangan/: what the data are about, and what every column means."""
    one = queries.dataset_view(slug=slug, actor=request.actor)
    if request.method != "POST":
        if Step.REVISE not in one.steps:
            raise Forbidden
        return _form(request, one, _typed_from(one), None)
    try:
        said = _said(request.POST, one.schema)
        actions.describe(actor=request.actor, now=clock.now(), slug=slug, said=said)
    except DomainError as error:
        return _form(request, one, request.POST, error)
    return redirect("datawork:dataset", slug)


def _said(posted: Mapping[str, str], schema: Schema | None) -> Description:
    """What was typed. Raises `Invalid`."""
    return Description(
        title=posted.get("judul", ""),
        summary=posted.get("ringkasan", ""),
        access=_one_of(Access, posted.get("akses", ""), "akses"),
        licence=posted.get("lisensi", ""),
        frequency=_one_of(Frequency, posted.get("frekuensi", ""), "frekuensi"),
        theme=posted.get("tema", ""),
        tags=tuple(posted.get("kata-kunci", "").split(",")),
        metadata={key: posted.get(key, "") for key in QUESTIONS},
        columns={
            one.name: {key: posted.get(f"kolom-{one.name}-{key}", "") for key in COLUMN_KEYS}
            for one in (schema.fields if schema else ())
        },
    )


def _one_of(kind: type[Chosen], value: str, field: str) -> Chosen:
    try:
        return kind(value)
    except ValueError:
        raise Invalid("Pilih salah satu dari daftar.", field=field) from None


def _typed_from(one: DatasetView) -> dict[str, str]:
    """The form as it is shown before anybody types."""
    said = one.said
    typed = {
        "judul": said.title, "ringkasan": said.summary, "akses": said.access.value, "lisensi": said.licence,
        "frekuensi": said.frequency.value, "tema": said.theme, "kata-kunci": ", ".join(said.tags), **said.metadata,
    }  # fmt: skip
    for field in one.schema.fields if one.schema else ():
        about = said.columns.get(field.name, {})
        typed |= {f"kolom-{field.name}-{key}": value for key, value in _shown(field, about).items()}
    return typed


def _shown(field: Field, about: Mapping[str, str]) -> dict[str, str]:
    from_schema = {
        key: str(field.ms_var.get(key, ""))
        for key in ("definisi", "konsep", "ukuran", "satuan", "referensi_waktu")
    }
    first = {"judul": field.title, "standar": str(field.ms_var.get("id_sds", "")) or NO_STANDARD}
    return from_schema | first | dict(about)


@dataclass(frozen=True)
class ShownColumn:
    """A column of the form. `lacking`: something that publication needs is still missing."""

    name: str
    type: str
    typed: Mapping[str, str]
    closed_by_schema: bool
    lacking: bool
    fault: str


def _form(
    request: HttpRequest, one: DatasetView, typed: Mapping[str, str], error: DomainError | None
) -> HttpResponse:
    place = str(error.facts.get("field") or "judul") if error else ""
    said = explain(error) if error else ""
    lacking = {each.place for each in one.lacks}
    facts = {
        "one": one,
        "typed": typed,
        "blocks": [
            (
                block,
                [_asked(each, typed) for each in asked],
                any(each.key in lacking or each.key == place for each in asked),
            )
            for block, asked in ((each, each.questions) for each in BLOCKS)
        ],
        "kinds": {each.name: each.value for each in Kind},
        "accesses": [{"value": each.value, "label": a, "hint": b} for each, (a, b) in ACCESSES.items()],
        "licences": [{"value": "", "label": gettext("Belum dipilih")}]
        + [{"value": each.code, "label": each.name} for each in LICENCES],
        "frequencies": [{"value": each.value, "label": label} for each, label in FREQUENCIES.items()],
        "themes": [{"value": "", "label": gettext("Belum dipilih")}]
        + [{"value": each.code, "label": each.name} for each in THEMES],
        "columns": [
            _column(each, typed, lacking, place, said) for each in (one.schema.fields if one.schema else ())
        ],
        "tags": typed.get("kata-kunci", ""),
        "faults": {place.replace("-", "_"): said},
        "errors": [Fault(f"#{place}", said)] if error else [],
    }
    return render(request, "datahouse/staff/describe.html", facts, status=422 if error else 200)


def _asked(one: Question, typed: Mapping[str, str]) -> tuple[Question, str, str, str, list[dict[str, str]]]:
    hint = gettext(one.hint) if one.hint else ""
    return one, gettext(one.label), hint, typed.get(one.key, ""), _choices(one.choices)


def _choices(choices: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"value": "", "label": gettext("Belum dipilih")}] + [
        {"value": each, "label": gettext(each).capitalize()} for each in choices
    ]


def _column(field: Field, typed: Mapping[str, str], lacking: set[str], place: str, fault: str) -> ShownColumn:
    prefix = f"kolom-{field.name}-"
    return ShownColumn(
        name=field.name,
        type=TYPES[field.type].partition(" (")[0],
        typed={key: typed.get(prefix + key, "") for key in COLUMN_KEYS},
        closed_by_schema=field.closed and typed.get(prefix + "tutup") != "1",
        lacking=any(each.startswith(prefix) for each in lacking),
        fault=fault if place.startswith(prefix) else "",
    )
