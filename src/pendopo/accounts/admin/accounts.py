"""/kelola/accounts/account/: people, their roles and what was done to their accounts."""

from functools import cached_property
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.accounts import actions
from pendopo.accounts.admin.forms import AccountForm, NewAccountForm, RoleForm
from pendopo.accounts.admin.reach import accounts_within_reach, actor_of_request, governments_for, places_for
from pendopo.accounts.domain.places import NamedPlace, name_of
from pendopo.accounts.models import EVENT_NAMES, ROLE_NAMES, Account, AccountEvent, RoleAssignment
from pendopo.accounts.places import named_places
from pendopo.accounts.queries import has_second_factor
from pendopo.accounts.store import grant_of
from pendopo.kernel.actor import Place, Role


class _NamesPlaces:
    """Looks the names of places up once per page."""

    @cached_property
    def places(self) -> list[NamedPlace]:
        return named_places()


class RoleInline(_NamesPlaces, admin.TabularInline):
    """Roles are given and taken away, never changed: so each has its row of history."""

    model = RoleAssignment
    form = RoleForm
    fields = ("role", "place")
    extra = 1
    verbose_name_plural = _("Peran dan tempat tugas")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Offer only places within the administrator's reach."""
        places = places_for(actor_of_request(request))
        kwargs["form"] = type("RoleFormHere", (RoleForm,), {"places": places})
        return super().get_formset(request, obj, **kwargs)

    @admin.display(description=_("Tempat"))
    def place(self, row: RoleAssignment) -> str:
        """The place of a role that is held."""
        return name_of(Place(row.government_id, row.agency_id, row.office_id), self.places)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EventInline(_NamesPlaces, admin.TabularInline):
    """The history, newest first."""

    model = AccountEvent
    fk_name = "account"
    fields = ("at", "what", "by")
    readonly_fields = ("at", "what", "by")
    extra = 0
    can_delete = False

    @admin.display(description=_("Kejadian"))
    def what(self, row: AccountEvent) -> str:
        """The event in words."""
        name = str(EVENT_NAMES.get(row.kind, row.kind))
        if "role" in row.facts:
            place = Place(row.facts["government"], row.facts["agency"], row.facts["office"])
            return f"{name}: {ROLE_NAMES[Role(row.facts['role'])]}, {name_of(place, self.places)}"
        return f"{name}: {row.facts['label']}" if "label" in row.facts else name

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Account)
class AccountAdmin(admin.ModelAdmin):
    """People who sign in. Nobody is deleted: what they did stays attributable."""

    list_display = ("username", "display_name", "roles_held", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("username", "display_name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Account]:
        """Only the administrator's own government."""
        reach = accounts_within_reach(actor_of_request(request))
        return super().get_queryset(request).filter(reach).prefetch_related("roles")

    @admin.display(description=_("Peran"))
    def roles_held(self, account: Account) -> str:
        """The roles in words."""
        return ", ".join(sorted({ROLE_NAMES[Role(row.role)] for row in account.roles.all()})) or "-"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Another form for a new account."""
        if change:
            kwargs["form"] = AccountForm
        else:
            homes = governments_for(actor_of_request(request))
            kwargs["form"] = type("NewAccountFormHere", (NewAccountForm,), {"homes": homes})
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ("username", "display_name", "home", "password1", "password2")
        second = ("second_factor", "reset_second_factor") if has_second_factor(obj.pk) else ("second_factor",)
        return ("username", "display_name", "is_active", "password1", *second, "last_login", "created_at")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else ("username", "second_factor", "last_login", "created_at")

    @admin.display(description=_("Verifikasi dua langkah"))
    def second_factor(self, account: Account) -> str:
        """Whether one is set up."""
        return gettext("Terpasang") if has_second_factor(account.pk) else gettext("Belum dipasang")

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return [RoleInline] if obj is None else [RoleInline, EventInline]

    def save_model(self, request: HttpRequest, obj: Account, form: Any, change: bool) -> None:
        """Create or change through the actions."""
        actor = actor_of_request(request)
        if not change:
            obj.pk = actions.create_account(
                actor=actor,
                username=form.cleaned_data["username"],
                display_name=form.cleaned_data["display_name"],
                password=form.cleaned_data["password1"],
                government_id=form.government_id,
            )
            obj.refresh_from_db()
            return
        actions.change_account(
            actor=actor, account_id=obj.pk, display_name=obj.display_name, is_active=obj.is_active
        )
        if form.cleaned_data.get("password1"):
            actions.set_password(actor=actor, account_id=obj.pk, password=form.cleaned_data["password1"])
        if form.cleaned_data.get("reset_second_factor"):
            actions.reset_second_factor(actor=actor, account_id=obj.pk)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: Any, change: bool) -> None:
        """Give and take roles through the actions; the history is never written here."""
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        if formset.model is not RoleAssignment:
            return
        actor, account_id = actor_of_request(request), form.instance.pk
        for removed in formset.deleted_forms:
            if removed.instance.pk:
                actions.revoke_role(actor=actor, account_id=account_id, grant=grant_of(removed.instance))
                formset.deleted_objects.append(removed.instance)
        for added in formset.extra_forms:
            if added.has_changed() and added not in formset.deleted_forms:
                actions.grant_role(actor=actor, account_id=account_id, grant=added.grant)
                formset.new_objects.append(added.instance)
