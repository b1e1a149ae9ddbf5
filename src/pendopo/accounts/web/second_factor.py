"""The second factor: set it up with a phone, keep codes on paper, give it at sign-in. django-allauth in our words."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as paper
from allauth.mfa.totp import views as app
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts import actions, queries
from pendopo.accounts.codes import AgainCodeForm, FirstCodeForm, SignInCodeForm
from pendopo.accounts.domain.second_factor import must_have_one
from pendopo.accounts.policy_gate import public, signed_in_halfway
from pendopo.accounts.web.sign_in import Refusing, faults


def _afterwards(request: HttpRequest) -> str:
    """The page of this site that sent the person here, or nothing."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else ""


def _with(name: str, request: HttpRequest) -> str:
    """The address of a page here, which remembers where to go afterwards."""
    afterwards = _afterwards(request)
    return reverse(name) + (f"?{urlencode({'next': afterwards})}" if afterwards else "")


def _demanded(request: HttpRequest) -> bool:
    return must_have_one(request.actor.grants, settings.ENV["PENDOPO_MFA_ROLES"])


@signed_in_halfway
@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """/verifikasi/: whether it is set up, and what can be done about it."""
    facts = {
        "mine": queries.second_factor_of(request.actor.account_id),
        "demanded": _demanded(request),
        "set_up": _with("mfa_activate_totp", request),
        "afterwards": _afterwards(request),
    }
    return render(request, "accounts/second_factor/overview.html", facts)


class SetUp(Refusing, app.ActivateTOTPView):
    """/verifikasi/pasang/: scan the secret, show that the app knows it."""

    form_class = FirstCodeForm
    template_name = "accounts/second_factor/set_up.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return (
            context
            | {
                # Drawn by us from numbers only.
                "qr": mark_safe(context["totp_svg"]),  # noqa: S308
                "secret": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
                "afterwards": _afterwards(self.request),
            }
        )

    def form_valid(self, form: FirstCodeForm) -> HttpResponse:
        response = super().form_valid(form)
        actions.note_second_factor(actor=self.request.actor, what="set")
        return response

    def get_success_url(self) -> str:
        return _with("mfa_view_recovery_codes", self.request)


class TakeOff(Refusing, app.DeactivateTOTPView):
    """/verifikasi/lepas/"""

    template_name = "accounts/second_factor/take_off.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # No field can be wrong here.
        return super(Refusing, self).get_context_data(**kwargs) | {"demanded": _demanded(self.request)}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        actions.note_second_factor(actor=self.request.actor, what="removed")
        return response


class Paper(paper.ViewRecoveryCodesView):
    """/verifikasi/kode-cadangan/: the codes to print."""

    template_name = "accounts/second_factor/paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        codes = [f"{code[:4]} {code[4:]}" for code in context["unused_codes"]]
        return context | {"codes": codes, "afterwards": _afterwards(self.request)}


class NewPaper(Refusing, paper.GenerateRecoveryCodesView):
    """/verifikasi/kode-cadangan/baru/: those before end."""

    template_name = "accounts/second_factor/new_paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super(Refusing, self).get_context_data(**kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        actions.note_second_factor(actor=self.request.actor, what="renewed")
        return response


class SecondStep(base.AuthenticateView):
    """/masuk/kode/: the second step of signing in."""

    form_class = SignInCodeForm
    template_name = "accounts/second_factor/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"errors": faults(context["form"]), "demo": settings.ENV["PENDOPO_DEMO"]}

    def form_invalid(self, form: SignInCodeForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response


class CodeAgain(Refusing, base.ReauthenticateView):
    """/masuk/lagi/kode/: a code in place of the password, before something sensitive."""

    form_class = AgainCodeForm
    template_name = "accounts/second_factor/again.html"


second_step = public(SecondStep.as_view())
code_again = signed_in_halfway(CodeAgain.as_view())
set_up = signed_in_halfway(never_cache(SetUp.as_view()))
take_off = signed_in_halfway(TakeOff.as_view())
# The package asks for the password only when codes exist; here the page asks before it looks.
paper_codes = signed_in_halfway(never_cache(reauthentication_required(app="allauth.mfa")(Paper.as_view())))
new_paper = signed_in_halfway(NewPaper.as_view())
