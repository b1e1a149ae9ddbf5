"""The form that describes a piece of evidence: read once, shown again as it was typed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from pendopo.accounts.uploading import uploaded_file
from pendopo.assessment.domain.evidence import LONGEST_TITLE, Facts
from pendopo.assessment.domain.file_refusals import FileMissing
from pendopo.assessment.domain.file_types import ENDINGS
from pendopo.assessment.domain.pieces import Upload
from pendopo.assessment.files.site import site_intake
from pendopo.design.trouble import explain
from pendopo.kernel.errors import DomainError, Invalid

#: Fields of the form, in its order; the file is none of them, because browsers never fill it in again.
FIELDS = (
    "alamat",
    "letak",
    "judul",
    "nomor",
    "penerbit",
    "tanggal",
    "mulai",
    "sampai",
    "catatan",
    "terbatas",
)


@dataclass(frozen=True)
class Fault:
    """One line of the error summary: where the field is, and what to do."""

    href: str
    text: str


def facts_of(posted: QueryDict) -> Facts:
    """What was told about the document. Raises `Invalid` for a day that cannot be read."""
    return Facts(
        title=_line(posted, "judul"),
        document_number=_line(posted, "nomor"),
        document_date=_day(posted, "tanggal"),
        issuer=_line(posted, "penerbit"),
        valid_from=_day(posted, "mulai"),
        valid_to=_day(posted, "sampai"),
        note=posted.get("catatan", "").replace("\0", "").strip(),
        restricted=posted.get("terbatas") == "1",
    )


def source_of(request: HttpRequest) -> Upload | str:
    """The file, or the address on the web. Raises `FileMissing` when there is neither."""
    uploaded = uploaded_file(request, "berkas")
    if uploaded is not None:
        return Upload(uploaded.chunks(), uploaded.name or "")
    address = _line(request.POST, "alamat")
    if not address:
        raise FileMissing
    return address


def typed_facts(facts: Facts) -> dict[str, str]:
    """A piece's facts as the form shows them, for correcting."""
    return {
        "judul": facts.title,
        "nomor": facts.document_number,
        "penerbit": facts.issuer,
        "tanggal": facts.document_date.isoformat() if facts.document_date else "",
        "mulai": facts.valid_from.isoformat() if facts.valid_from else "",
        "sampai": facts.valid_to.isoformat() if facts.valid_to else "",
        "catatan": facts.note,
        "terbatas": "1" if facts.restricted else "",
    }


def form_context(typed: QueryDict | dict[str, str], error: DomainError | None) -> dict[str, Any]:
    """What the form's template needs: what was typed, and what is wrong at which field."""
    field = str(error.facts.get("field", "")) or "berkas" if error else ""
    said = explain(error) if error else ""
    return {
        "typed": {name: typed.get(name, "") for name in FIELDS},
        "wrong": {field: said} if error else {},
        "errors": [Fault(f"#{field}", said)] if error else [],
        "limit_mb": settings.ENV["PENDOPO_EVIDENCE_MB"],
        "limit_bytes": site_intake().limit,
        "endings": ENDINGS,
        "accept": ",".join(f".{ending.strip()}" for ending in ENDINGS.split(",")),
        "longest": LONGEST_TITLE,
        "scanner": site_intake().scanner.name,
    }


def _line(posted: QueryDict, name: str) -> str:
    return " ".join(posted.get(name, "").replace("\0", "").split())


def _day(posted: QueryDict, name: str) -> date | None:
    text = _line(posted, name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(gettext("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2026-11-23."), name) from None
