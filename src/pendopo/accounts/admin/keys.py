"""/kelola/accounts/apikey/: keys with which programs act. The key itself is shown once, right after issuing."""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.actions import issue_api_key, revoke_api_key
from pendopo.accounts.admin.forms import NewKeyForm
from pendopo.accounts.admin.reach import accounts_within_reach, actor_of_request
from pendopo.accounts.domain.keys import digest
from pendopo.accounts.models import Account, ApiKey
from pendopo.kernel import clock


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin):
    """Issue and revoke; a key is never changed and its row never deleted."""

    form = NewKeyForm
    fields = ("account", "label", "days")
    list_display = ("label", "account", "created_at", "expires_at", "state")
    list_select_related = ("account",)
    search_fields = ("label", "account__username", "account__display_name")
    actions = ("revoke",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiKey]:
        """Only keys of the administrator's own government."""
        return (
            super()
            .get_queryset(request)
            .filter(accounts_within_reach(actor_of_request(request), "account__"))
        )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only active accounts within reach."""
        if db_field.name == "account":
            reach = accounts_within_reach(actor_of_request(request))
            kwargs["queryset"] = Account.objects.filter(reach, is_active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("Keadaan"))
    def state(self, key: ApiKey) -> str:
        """Usable, revoked or out of date, in words."""
        if key.revoked_at is not None:
            return gettext("Dicabut")
        if key.expires_at is not None and key.expires_at <= clock.now():
            return gettext("Kedaluwarsa")
        return gettext("Berlaku")

    @admin.action(description=_("Cabut kunci yang dipilih"))
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        """End the chosen keys."""
        chosen = list(queryset.values_list("pk", flat=True))
        for key_id in chosen:
            revoke_api_key(actor=actor_of_request(request), key_id=key_id)
        said = ngettext("%d kunci dicabut.", "%d kunci dicabut.", len(chosen)) % len(chosen)
        self.message_user(request, said, messages.SUCCESS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("accounts.view_apikey")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        """Issue the key; it travels to the answer of this request on the row object and nowhere else."""
        expires_at = clock.now() + timedelta(days=int(form.cleaned_data["days"]))
        key = issue_api_key(
            actor=actor_of_request(request), account_id=obj.account_id, label=obj.label, expires_at=expires_at
        )
        obj.pk, obj.expires_at = ApiKey.objects.get(digest=digest(key)).pk, expires_at
        request.issued_key = key

    def response_add(
        self, request: HttpRequest, obj: ApiKey, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the key: no redirect, because then it would have to be kept somewhere in between."""
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Kunci API baru"),
            "opts": self.opts,
            "row": obj,
            "key": request.issued_key,
        }
        response = render(request, "accounts/admin/key_issued.html", context)
        response["Cache-Control"] = "no-store"
        return response
