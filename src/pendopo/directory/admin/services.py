"""/kelola/directory/service/: services, their standards and their own hours."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import HttpRequest

from pendopo.accounts.domain.policy import Permission, allows
from pendopo.directory.admin.forms import HoursFormSet, StandardFormSet
from pendopo.directory.admin.reach import actor_of_request, reach
from pendopo.directory.admin.scoped import OwnedRows, ScopedAdmin
from pendopo.directory.domain.standard import PUBLISHED, REGULATION
from pendopo.directory.models import Office, Service, ServiceHours, StandardComponent
from pendopo.kernel.actor import Place


class StandardInline(OwnedRows, admin.StackedInline):
    """The components in the order of the regulation; a new service starts with rows for the six published ones."""

    model = StandardComponent
    formset = StandardFormSet
    fields = (("number", "example"), "text", "source")
    verbose_name_plural = f"standar pelayanan menurut {REGULATION}"

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else len(PUBLISHED)


class ServiceHoursInline(OwnedRows, admin.TabularInline):
    """The service's own hours."""

    model = ServiceHours
    formset = HoursFormSet
    fields = ("weekday", "opens", "closes")


@admin.register(Service)
class ServiceAdmin(ScopedAdmin):
    """Editors of an agency change its services; letter, office and agency belong to whoever runs the office."""

    list_display = (
        "short_letter",
        "name",
        "agency_in_short",
        "quota",
        "promise",
        "last_checked",
        "example",
        "active",
        "office",
    )
    list_display_links = ("short_letter", "name")
    list_filter = (
        ("office", admin.RelatedOnlyFieldListFilter),
        ("agency", admin.RelatedOnlyFieldListFilter),
        "example",
        "active",
    )
    list_select_related = ("office", "agency")
    search_fields = ("name", "slug", "letter", "summary", "search_words")
    ordering = ("office", "letter")
    inlines = (StandardInline, ServiceHoursInline)
    fieldsets = (
        (
            None,
            {"fields": ("office", "agency", "letter", "name", "slug", "summary", "search_words", "active")},
        ),
        ("Antrean", {"fields": ("daily_quota", "promise_minutes")}),
        ("Asal keterangan", {"fields": ("source", "last_checked", "example")}),
    )

    def place_of(self, row: Service) -> Place:
        return Place(row.office.government_id, row.agency_id, row.office_id)

    @admin.display(description="huruf", ordering="letter")
    def short_letter(self, row: Service) -> str:
        """The letter, under a heading that is as narrow."""
        return row.letter

    @admin.display(description="kuota", ordering="daily_quota", empty_value="tanpa batas")
    def quota(self, row: Service) -> int | None:
        """Numbers per day."""
        return row.daily_quota

    @admin.display(description="janji (menit)", ordering="promise_minutes")
    def promise(self, row: Service) -> int:
        """The longest promised wait."""
        return row.promise_minutes

    @admin.display(description="instansi", ordering="agency__name")
    def agency_in_short(self, row: Service) -> str:
        """The name that fits into a column."""
        return row.agency.short_name or row.agency.name

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "summary":
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A new service takes a letter of the office."""
        return reach(actor_of_request(request), Office) is not None

    def get_readonly_fields(self, request: HttpRequest, obj: Service | None = None) -> tuple[str, ...]:
        """For an editor of one agency the identity of the service is fixed."""
        if obj is None or _runs_office(request, obj):
            return ()
        return ("office", "agency", "letter", "slug", "active")

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Service, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """A new service starts with the six components, waiting for their text."""
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, StandardInline) and obj.pk is None:
            kwargs["initial"] = [{"number": int(component)} for component in PUBLISHED]
        return kwargs


def _runs_office(request: HttpRequest, service: Service) -> bool:
    place = Place(service.office.government_id, office_id=service.office_id)
    return allows(actor_of_request(request), Permission.EDIT_DIRECTORY, place)
