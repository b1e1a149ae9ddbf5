"""/rumah-data/tetangga/penerima/<id>/: an address that is told, its secret and its messages."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission, require
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse.actions import telling
from pendopo.datahouse.domain.webhooks import secret_of, shown_secret
from pendopo.datahouse.queries import neighbours
from pendopo.datahouse.web.neighbours.place import home
from pendopo.datahouse.web.neighbours.words import EVENTS, MESSAGE_KINDS, MESSAGE_STATES


@needs(Permission.PUBLISH_DATA)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hook_page(request: HttpRequest, ident: UUID) -> HttpResponse:
    """Its messages; show its secret, make another one, stop telling it, begin again."""
    wish = request.POST.get("lakukan", "")
    if request.method == "POST" and wish != "rahasia":
        _act(request, ident, wish)
        return redirect("neighbours:hook", ident)
    one = neighbours.hook(ident)
    secret = ""
    if wish == "rahasia":
        require(request.actor, Permission.PUBLISH_DATA, home())
        secret = shown_secret(secret_of(settings.SECRET_KEY, one.id, one.generation))
    messages = [
        (each, EVENTS[each.event], MESSAGE_KINDS[each.state], MESSAGE_STATES[each.state])
        for each in one.messages
    ]
    return render(
        request, "datahouse/neighbours/hook.html", {"one": one, "secret": secret, "messages": messages}
    )


def _act(request: HttpRequest, ident: UUID, wish: str) -> None:
    if wish == "ganti":
        telling.renew_secret(actor=request.actor, place=home(), hook=ident)
        return
    telling.set_hook_active(actor=request.actor, place=home(), hook=ident, active=wish == "lanjutkan")
