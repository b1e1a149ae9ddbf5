"""Forms of the admin pages: they check and explain; the actions write."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.domain.places import NamedPlace, chosen, grouped
from pendopo.accounts.domain.policy import EVERYWHERE
from pendopo.accounts.domain.usernames import clean_username
from pendopo.accounts.models import Account, ApiKey, RoleAssignment
from pendopo.kernel.actor import Grant, Role
from pendopo.kernel.errors import Invalid

_NEW = forms.PasswordInput(attrs={"autocomplete": "new-password"})


#: These serve in a hall, whose counters belong to the office and not to one agency.
AT_A_HALL = {Role.OFFICER, Role.SUPERVISOR}


class NewAccountForm(forms.ModelForm):
    """Username, name, home and a first password."""

    #: Set by the page: the governments that the administrator may choose.
    homes: list[NamedPlace] = []

    home = forms.ChoiceField(label=_("Pemerintah daerah"))
    password1 = forms.CharField(
        label=_("Kata sandi"),
        widget=_NEW,
        strip=False,
        help_text=_(
            "Paling sedikit 12 huruf. Bukan kata sandi yang lazim, bukan angka saja, tidak mirip nama."
        ),
    )
    password2 = forms.CharField(label=_("Ulangi kata sandi"), widget=_NEW, strip=False)

    class Meta:
        model = Account
        fields = ("username", "display_name")
        help_texts = {"username": _("Huruf kecil, angka, titik, atau tanda hubung. Dipakai untuk masuk.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].choices = [(home.value, home.name) for home in self.homes]

    def clean_username(self) -> str:
        """The name as it is stored."""
        try:
            return clean_username(self.cleaned_data["username"])
        except Invalid as refusal:
            raise ValidationError(str(refusal)) from None

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same and strong enough."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        _check_password(self, "password1", "password2", self.instance)
        return data

    @property
    def government_id(self) -> int | None:
        """The home that was chosen."""
        place = chosen(self.cleaned_data["home"], self.homes)
        return place.government_id if place else None


class AccountForm(forms.ModelForm):
    """Name, whether the person may sign in, and a new password if one is needed."""

    password1 = forms.CharField(
        label=_("Kata sandi baru"),
        widget=_NEW,
        strip=False,
        required=False,
        help_text=_("Kosongkan bila kata sandi tidak diganti."),
    )
    reset_second_factor = forms.BooleanField(
        label=_("Hapus verifikasi dua langkah"),
        required=False,
        help_text=_(
            "Bila ponsel dan kode cadangan petugas hilang. Pastikan dahulu bahwa benar petugas itu yang meminta."
        ),
    )

    class Meta:
        model = Account
        fields = ("display_name", "is_active")
        help_texts = {"is_active": _("Matikan bila petugas tidak bertugas lagi. Riwayatnya tetap tersimpan.")}

    def clean(self) -> dict[str, Any]:
        """A new password is strong enough."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        _check_password(self, "password1", "password1", self.instance)
        return data


class RoleForm(forms.ModelForm):
    """A role and the place where it holds."""

    #: Set by the page: the places that the administrator may choose.
    places: list[NamedPlace] = []

    place = forms.ChoiceField(label=_("Tempat"))

    class Meta:
        model = RoleAssignment
        fields = ("role",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "place" in self.fields:
            self.fields["place"].choices = [("", "---------"), *grouped(self.places)]

    def clean(self) -> dict[str, Any]:
        """A role holds where it can be used: only an administrator's everywhere, an officer's at an office."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("place") and data.get("role"):
            grant = self.grant
            if grant.role is not Role.ADMINISTRATOR and chosen(data["place"], self.places) == EVERYWHERE:
                self.add_error("place", _("Pilih tempat tugas untuk peran ini."))
            if grant.role in AT_A_HALL and grant.agency_id is not None:
                self.add_error(
                    "place", _("Petugas loket dan penyelia bertugas di kantor. Pilih kantor layanan.")
                )
        return data

    @property
    def grant(self) -> Grant:
        """What was chosen, as a value."""
        place = chosen(self.cleaned_data["place"], self.places)
        if place is None:
            raise Invalid("Pilih tempat tugas untuk peran ini.", field="place")
        return Grant(Role(self.cleaned_data["role"]), place.government_id, place.agency_id, place.office_id)


class NewKeyForm(forms.ModelForm):
    """For whom, for what, for how long."""

    DAYS = (("30", _("30 hari")), ("90", _("90 hari")), ("365", _("1 tahun")))

    days = forms.ChoiceField(label=_("Berlaku selama"), choices=DAYS, initial="90")

    class Meta:
        model = ApiKey
        fields = ("account", "label")
        help_texts = {
            "account": _(
                "Kunci bertindak dengan peran akun ini. Buatlah akun tersendiri untuk setiap program."
            ),
            "label": _("Contoh: papan antrean lantai 2"),
        }


def _check_password(form: forms.ModelForm, first: str, second: str, account: Account) -> None:
    password = form.cleaned_data.get(first)
    if not password:
        return
    if password != form.cleaned_data.get(second):
        form.add_error(second, _("Kedua kata sandi tidak sama."))
        return
    try:
        validate_password(password, account)
    except ValidationError as weak:
        form.add_error(first, weak)
