"""The preview of an import: what was found, what it would give, and the choices of the person in front of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext

from pendopo.design.wording import figure
from pendopo.design.wording import month as month_words
from pendopo.kernel.days import Month
from pendopo.kernel.errors import Invalid
from pendopo.survey.domain.framework import Framework
from pendopo.survey.domain.importing.choices import Choices
from pendopo.survey.domain.importing.columns import BY_CODE, BY_NAME
from pendopo.survey.domain.importing.findings import Doubt, Finding, Wrong
from pendopo.survey.domain.importing.headings import DATE, SERVICE
from pendopo.survey.domain.importing.reading import Reading
from pendopo.survey.queries import Preview

#: Findings of one sort that are listed; the file to mend holds all of them.
MOST_SHOWN = 50


@dataclass(frozen=True)
class Said:
    """One finding in words, with its place."""

    place: str
    text: str


def preview_facts(found: Preview) -> dict[str, object]:
    """Everything that the preview's page shows."""
    reading, choices = found.reading, found.choices
    wrong = [each for each in reading.findings if isinstance(each, Wrong)]
    doubts = [each for each in reading.findings if isinstance(each, Doubt)]
    notes = [each for each in reading.findings if not each.stops]
    asked = {str(each.facts.get("about", "")) for each in doubts}
    services = [{"value": str(each.id), "label": each.name} for each in found.services]
    return {
        "row": found.row,
        "office": found.office,
        "ready": reading.ready,
        "answers": figure(len(reading.answers)),
        "rejected": len(reading.rejected),
        "wrong": said(wrong[:MOST_SHOWN]),
        "wrong_more": max(0, len(wrong) - MOST_SHOWN),
        "doubts": said(doubts),
        "notes": said(notes),
        "ikm": figure(found.whole.ikm) if found.whole else "",
        "grade": found.whole.band.grade if found.whole else "",
        "groups": [
            (
                each.service.name,
                month_words(each.month.first),
                figure(each.answers),
                figure(each.index.ikm) if each.index else "–",
            )
            for each in found.groups
        ],
        "columns": _columns(reading, choices),
        "roles": roles(found.framework),
        "names": [
            (at, each, str(each.service_id or ""))
            for at, each in enumerate(reading.services, 1)
            if each.key in choices.services or each.service_id is None
        ],
        "services": [{"value": "", "label": gettext("Pilih layanan")}, *services],
        "service": str(choices.service or ""),
        "asks_service": "layanan-tunggal" in asked or choices.service is not None,
        "month": str(choices.month or ""),
        "asks_month": "bulan" in asked or choices.month is not None,
        "asks_numbering": "penomoran" in asked or bool(choices.numbering),
        "numbering": choices.numbering,
        "numberings": [
            {
                "value": BY_NAME,
                "label": gettext("Nama unsur benar"),
                "hint": gettext("Kolom “Sarana” menjadi U9, “Pengaduan” menjadi U8"),
            },
            {
                "value": BY_CODE,
                "label": gettext("Kode benar"),
                "hint": gettext("Kolom “U8” tetap U8, apa pun namanya"),
            },
        ],
    }


def _columns(reading: Reading, choices: Choices) -> list[dict[str, object]]:
    if reading.table is None:
        return []
    return [
        {
            "name": f"kolom-{each.index}",
            "letter": each.letter,
            "heading": each.heading or gettext("(tanpa judul)"),
            "samples": ", ".join(sample[:20] for sample in each.samples),
            "role": each.role,
        }
        for each in reading.table.columns
    ]


def roles(framework: Framework) -> list[dict[str, str]]:
    """What a column can be used for."""
    return [
        {"value": "", "label": gettext("Tidak dipakai")},
        *({"value": each.code, "label": f"{each.code} {gettext(each.name)}"} for each in framework.elements),
        {"value": DATE, "label": gettext("Tanggal")},
        {"value": SERVICE, "label": gettext("Nama layanan")},
        *({"value": each.code, "label": gettext(each.question)} for each in framework.profile),
    ]


def said(findings: Sequence[Finding]) -> list[Said]:
    """Findings in words."""
    return [Said(_place(each), each.told(gettext)) for each in findings]


def _place(finding: Finding) -> str:
    facts: Mapping[str, object] = {"line": finding.line, "column": finding.column}
    if finding.line and finding.column:
        return gettext("Baris {line}, kolom {column}").format(**facts)
    if finding.line:
        return gettext("Baris {line}").format(**facts)
    return gettext("Kolom {column}").format(**facts) if finding.column else gettext("Seluruh berkas")


def read_choices(sent: QueryDict) -> Choices:
    """What the form decides. What is no choice of ours is no choice."""
    columns = {
        int(name[6:]): value
        for name, value in sent.items()
        if name.startswith("kolom-") and _digits(name[6:])
    }
    services = {
        sent[f"nama-{at}"]: int(value)
        for at in range(1, len(sent) + 1)
        if _digits(value := sent.get(f"layanan-{at}", "")) and sent.get(f"nama-{at}")
    }
    return Choices(
        columns=columns,
        services=services,
        service=int(sent["layanan"]) if _digits(sent.get("layanan", "")) else None,
        month=_month(sent.get("bulan", "")),
        numbering=sent.get("penomoran", "") if sent.get("penomoran") in (BY_NAME, BY_CODE) else "",
    )


def _month(text: str) -> Month | None:
    try:
        return Month.parse(text.strip())
    except Invalid:
        return None


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
