"""Files on their way out: as attachments that no browser opens here, and as previews drawn anew."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.assessment.domain.file_types import PLAIN, Preview
from pendopo.assessment.files.site import site_intake
from pendopo.assessment.queries.evidence import EvidencePage, evidence_page, stored_text
from pendopo.design.trouble import explain
from pendopo.kernel.errors import DomainError, NotFound
from pendopo.kernel.ids import parse_id

#: Characters of a text file that its preview shows.
SHOWN_TEXT = 20_000


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_safe
def download(request: HttpRequest, ident: str) -> HttpResponse:
    """/data-dukung/<ident>/unduh/: the file as it came, if it is still as it came; nothing in it runs here."""
    one = evidence_page(request.actor, parse_id(ident)).evidence
    if one.known is None:
        raise NotFound
    content = site_intake().store.content(one.sha256)
    response = HttpResponse(content, content_type=one.known.media_type)
    response.headers["Content-Disposition"] = _attachment(one.file_name)
    return _harmless(response)


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@require_safe
def picture(request: HttpRequest, ident: str, number: int) -> HttpResponse:
    """/data-dukung/<ident>/halaman/<number>.png"""
    page = evidence_page(request.actor, parse_id(ident))
    one = page.evidence
    shown = one.known.preview if one.known else Preview.NONE
    if one.kind is None or shown not in (Preview.PAGES, Preview.IMAGE) or not 1 <= number <= page.pages:
        raise NotFound
    response = HttpResponse(site_intake().preview(one.sha256, one.kind, number), content_type="image/png")
    # The page of a content never changes; only the person who was allowed to see it keeps it.
    response.headers["Cache-Control"] = "private, max-age=3600"
    return _harmless(response)


def preview_context(request: HttpRequest, page: EvidencePage) -> dict[str, Any]:
    """What the template needs to show the piece without its file: {"preview", ...}."""
    one = page.evidence
    shown = one.known.preview if one.known else Preview.NONE
    number = request.GET.get("hal", "1")
    number = min(max(int(number) if number.isdecimal() and len(number) < 6 else 1, 1), max(page.pages, 1))
    facts: dict[str, Any] = {"preview": shown.value, "number": number}
    if one.kind is None or shown not in (Preview.TEXT, Preview.TABLE):
        return facts
    if one.kind in PLAIN:
        return facts | {"plain": stored_text(one.sha256)[:SHOWN_TEXT]}
    try:
        found = site_intake().shown_text(one.sha256, one.kind)
    except DomainError as refusal:
        return facts | {"preview": "none", "trouble": explain(refusal)}
    if shown is Preview.TABLE:
        return facts | {"sheets": found["sheets"]}
    # Cleaned by nh3 in the worker down to a handful of tags (files/showing.py).
    return facts | {"html": mark_safe(str(found["html"]))}  # noqa: S308


def _harmless(response: HttpResponse) -> HttpResponse:
    """Even opened directly, the answer runs nothing, is nothing but its type, and sits in no frame."""
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _attachment(name: str) -> str:
    """RFC 6266: an ASCII name for old programs, the true one for all others."""
    plain = "".join(
        sign if sign.isascii() and sign.isprintable() and sign not in '"\\;' else "_" for sign in name
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
