"""Sign-in, sign-out, a new password: django-allauth's views in our words, and nothing else of allauth.

A refused form answers 422, so that the page, the browser's network log and our tests agree that it was refused.
"""

from http import HTTPStatus
from typing import Any

from allauth.account import forms, views
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.policy_gate import public, signed_in, signed_in_halfway


def _say(form: BaseForm, name: str, label: Any, missing: Any) -> None:
    """Our label, and what to do if the field is empty."""
    field = form.fields[name]
    field.label, field.help_text = label, ""
    field.error_messages["required"] = missing


class SignInForm(forms.LoginForm):
    """Username and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "login", _("Nama pengguna"), _("Tulis nama pengguna Anda"))
        _say(self, "password", _("Kata sandi"), _("Tulis kata sandi Anda"))


class NewPasswordForm(forms.ChangePasswordForm):
    """The present password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "oldpassword", _("Kata sandi saat ini"), _("Tulis kata sandi Anda saat ini"))
        _say(self, "password1", _("Kata sandi baru"), _("Tulis kata sandi baru"))
        _say(self, "password2", _("Ulangi kata sandi baru"), _("Tulis kata sandi baru sekali lagi"))
        self.fields["password1"].help_text = _("Paling sedikit 12 huruf. Beberapa kata acak mudah diingat.")


class ConfirmForm(forms.ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password", _("Kata sandi"), _("Tulis kata sandi Anda"))


class Refusing:
    """A form view that answers 422 when it shows the form again, with a list of what to put right."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"errors": faults(context["form"])}


def faults(form: BaseForm) -> list[dict[str, str]]:
    """What is wrong, each with a link to its field; what concerns the whole form links to the first field."""
    first = next(iter(form.fields))
    return [
        {"href": f"#{name if name in form.fields else first}", "text": message}
        for name, messages in form.errors.items()
        for message in messages
    ]


class SignIn(Refusing, views.LoginView):
    """/masuk/"""

    form_class = SignInForm


class NewPassword(Refusing, views.PasswordChangeView):
    """/kata-sandi/"""

    form_class = NewPasswordForm


class Confirm(Refusing, views.ReauthenticateView):
    """/masuk/lagi/: the password again, before something sensitive."""

    form_class = ConfirmForm


sign_in = public(SignIn.as_view())
sign_out = public(views.LogoutView.as_view())
new_password = signed_in(NewPassword.as_view())
confirm = signed_in_halfway(Confirm.as_view())
