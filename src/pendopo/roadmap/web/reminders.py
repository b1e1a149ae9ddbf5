"""What one was told about dates, and where that goes besides."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.actions import set_own_email
from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.accounts.queries import email_of
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.errors import Invalid
from pendopo.roadmap import actions, queries
from pendopo.roadmap.web.showing import Fault


@needs(Permission.SEE_ROADMAP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminders_page(request: HttpRequest) -> HttpResponse:
    """/peta-rencana/pengingat/: milestones that come or are late; POST marks them as read, or sets the address."""
    errors: list[Fault] = []
    if request.method == "POST":
        try:
            if "surel" in request.POST:
                set_own_email(actor=request.actor, email=request.POST["surel"])
            else:
                actions.read_reminders(actor=request.actor, now=clock.now())
            return redirect("roadmap:reminders")
        except Invalid as error:
            errors = [Fault("#surel", explain(error))]
    facts = {
        "reminders": queries.reminders_for(request.actor),
        "unread": queries.unread_reminders(request.actor),
        "mails": bool(settings.ENV["PENDOPO_SMTP"]),
        "days": settings.ENV["PENDOPO_REMIND_DAYS"],
        "email": request.POST.get("surel", email_of(request.actor.account_id)),
        "errors": errors,
    }
    return render(request, "roadmap/reminders.html", facts, status=422 if errors else 200)
