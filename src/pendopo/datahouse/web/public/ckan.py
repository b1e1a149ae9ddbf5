"""`/api/3/action/<name>`: what other catalogues call, answered as CKAN answers: `{"help", "success", "result"}`."""

import json
import re
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pendopo.accounts.policy_gate import public
from pendopo.datahouse.domain.catalogue_errors import PartRefused
from pendopo.datahouse.limits import check_rows
from pendopo.datahouse.web.public.ckan_actions import ACTIONS
from pendopo.datahouse.web.public.ckan_parts import Given
from pendopo.datahouse.web.public.open_answers import open_to_others
from pendopo.kernel.errors import DomainError, Kind

#: A name of JavaScript; anything else in its place would be a script of a stranger.
_CALLBACK = re.compile(r"[A-Za-z_$][\w$]{0,63}(\.[A-Za-z_$][\w$]{0,63}){0,3}", re.ASCII)
_REFUSALS = {
    Kind.NOT_FOUND: (404, "Not Found Error"),
    Kind.FORBIDDEN: (403, "Authorization Error"),
    Kind.INVALID: (409, "Validation Error"),
    Kind.TOO_MANY: (429, "Too Many Requests"),
    Kind.UNAVAILABLE: (503, "Service Unavailable"),
}


@public
@csrf_exempt  # reads only, and knows nobody
@open_to_others
@require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
def action(request: HttpRequest, name: str) -> HttpResponse:
    """One call. A refusal is JSON too, with `success` false: harvesters fall back by it."""
    about = request.build_absolute_uri(request.path)
    try:
        call = ACTIONS.get(name)
        if call is None:
            return _refused(
                404, "Not Found Error", gettext("Panggilan {name} tidak ada.").format(name=name), about
            )
        if name.startswith("datastore"):
            check_rows(
                request.META.get("REMOTE_ADDR", ""),
                {"x-forwarded-for": request.headers.get("X-Forwarded-For", "")},
            )
        result = call(_given(request))
    except DomainError as refusal:
        status, kind = _REFUSALS.get(refusal.kind, (409, "Validation Error"))
        return _refused(status, kind, refusal.told(gettext), about, str(refusal.facts.get("name", "")))
    return _answer(request, {"help": about, "success": True, "result": result})


def _given(request: HttpRequest) -> Given:
    """The parts of a call: of the address, or of a JSON body."""
    if request.method != "POST" or not request.body:
        return Given({name: request.GET[name] for name in request.GET})
    try:
        body = json.loads(request.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise PartRefused(name="body", why=gettext("kirim satu objek JSON"))
    return Given({name: value for name, value in body.items() if value is not None})


def _answer(request: HttpRequest, body: Mapping[str, object]) -> HttpResponse:
    content = json.dumps(body, ensure_ascii=False)
    callback = request.GET.get("callback", "") if request.method == "GET" else ""
    if not callback:
        return HttpResponse(content, content_type="application/json; charset=utf-8")
    if not _CALLBACK.fullmatch(callback):
        about = request.build_absolute_uri(request.path)
        return _refused(
            409, "Validation Error", gettext("callback harus berupa nama fungsi."), about, "callback"
        )
    # A line separator of Unicode ends a string in older JavaScript; the comment keeps the first bytes ours.
    safe = content.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return HttpResponse(f"/**/{callback}({safe});", content_type="application/javascript; charset=utf-8")


def _refused(status: int, kind: str, message: str, about: str, part: str = "") -> HttpResponse:
    error: dict[str, object] = {"__type": kind, "message": message}
    if part:
        error[part] = [message]
    body = {"help": about, "success": False, "error": error}
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type="application/json; charset=utf-8"
    )
