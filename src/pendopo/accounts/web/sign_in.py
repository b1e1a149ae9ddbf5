"""Sign-in, sign-out, a new password: django-allauth's views in our words, and nothing else of allauth.

A refused form answers 422, so that the page, the browser's network log and our tests agree that it was refused.
"""

from http import HTTPStatus
from typing import Any

from allauth.account import forms, views
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.policy_gate import public, signed_in


def _say(form: BaseForm, name: str, label: Any, missing: Any) -> None:
    """Our label, no placeholder (it would vanish while typing), and what to do if the field is empty."""
    field = form.fields[name]
    field.label, field.help_text = label, ""
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)


class SignInForm(forms.LoginForm):
    """Username and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "login", _("Nama pengguna"), _("Tulis nama pengguna Anda"))
        _say(self, "password", _("Kata sandi"), _("Tulis kata sandi Anda"))
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


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


class _Refusing:
    """A form view that answers 422 when it shows the form again."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


class SignIn(_Refusing, views.LoginView):
    """/masuk/"""

    form_class = SignInForm


class NewPassword(_Refusing, views.PasswordChangeView):
    """/kata-sandi/"""

    form_class = NewPasswordForm


class Confirm(_Refusing, views.ReauthenticateView):
    """/masuk/lagi/: the password again, before something sensitive."""

    form_class = ConfirmForm


sign_in = public(SignIn.as_view())
sign_out = public(views.LogoutView.as_view())
new_password = signed_in(NewPassword.as_view())
confirm = signed_in(Confirm.as_view())
