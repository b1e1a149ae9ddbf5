"""The form of a report of progress: its file, and where a refusal is shown."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest

from pendopo.accounts.uploading import uploaded_file
from pendopo.assessment.domain.evidence import LONGEST_TITLE
from pendopo.assessment.domain.file_types import ENDINGS
from pendopo.assessment.domain.pieces import Upload
from pendopo.assessment.files.site import site_intake
from pendopo.assessment.queries.evidence import reach
from pendopo.kernel.actor import Place
from pendopo.kernel.errors import DomainError, Invalid
from pendopo.roadmap.actions import Attachment

_ZONE = ZoneInfo(settings.TIME_ZONE)


def attachment_of(request: HttpRequest) -> Attachment | None:
    """The file of the report with what was told about it, counted; None when there is none.

    Raises `Invalid` for a title without a file, and what `uploaded_file` raises.
    """
    title = " ".join(request.POST.get("judul", "").replace("\0", "").split())
    sent = uploaded_file(request, "berkas")
    if sent is None and title:
        raise Invalid("Pilih berkasnya, atau kosongkan judul berkas.", field="berkas")
    if sent is None:
        return None
    return Attachment(
        intake=site_intake(),
        upload=Upload(sent.chunks(), sent.name or ""),
        zone=_ZONE,
        title=title,
        restricted=request.POST.get("terbatas") == "1",
    )


def place_of(request: HttpRequest, error: DomainError) -> str:
    """The field at which a refusal is shown: what names none is about the file of a report, or about the step."""
    usual = "berkas" if request.POST.get("langkah") == "lapor" else "alasan"
    return str(error.facts.get("field") or usual)


def report_form(request: HttpRequest, owner: Place) -> dict[str, Any]:
    """What the report's form shows besides its words. Only who brings evidence for the owner may attach a file."""
    typed, government, agency = request.POST, owner.government_id, owner.agency_id
    known = government is not None and agency is not None
    return {
        "may_attach": known and reach(request.actor).changes(government, agency),
        "ticked": typed.getlist("selesai"),
        "restricted": typed.get("terbatas") == "1",
        "limit_mb": settings.ENV["PENDOPO_EVIDENCE_MB"],
        "limit_bytes": site_intake().limit,
        "endings": ENDINGS,
        "accept": ",".join(f".{ending.strip()}" for ending in ENDINGS.split(",")),
        "longest": LONGEST_TITLE,
    }
