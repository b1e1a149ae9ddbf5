"""Governments, regions, agencies, offices and counters in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from pendopo.accounts.domain.policy import EVERYWHERE, Permission, allows
from pendopo.directory.admin.forms import CounterForm, HoursFormSet
from pendopo.directory.admin.reach import actor_of_request, reach
from pendopo.directory.admin.scoped import OwnedRows, ScopedAdmin
from pendopo.directory.models import Agency, Counter, Government, Office, OfficeHours, Region
from pendopo.kernel.actor import Place


@admin.register(Government)
class GovernmentAdmin(ScopedAdmin):
    """New governments are for those who administer the whole deployment."""

    list_display = ("code", "name", "level")

    def place_of(self, row: Government) -> Place:
        return Place(row.pk)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return allows(actor_of_request(request), Permission.EDIT_DIRECTORY, EVERYWHERE)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The code is what other files and systems refer to."""
        return ("code", "level") if obj else ()


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin):
    """For looking up codes; they change by ministerial decree, through content files."""

    list_display = ("code", "name", "level", "parent")
    list_filter = ("level",)
    list_select_related = ("parent",)
    search_fields = ("code", "name")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return reach(actor_of_request(request), Government) is not None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Agency)
class AgencyAdmin(ScopedAdmin):
    """An editor of an agency finds only their own here."""

    list_display = ("name", "short_name", "kind", "government", "example")
    list_filter = (("government", admin.RelatedOnlyFieldListFilter), "kind", "example")
    list_select_related = ("government",)
    search_fields = ("name", "short_name", "slug")

    def place_of(self, row: Agency) -> Place:
        return Place(row.government_id, agency_id=row.pk)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return reach(actor_of_request(request), Government) is not None

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("government", "slug") if obj else ()


class OfficeHoursInline(OwnedRows, admin.TabularInline):
    """The ordinary week; two rows on one day leave a break between them."""

    model = OfficeHours
    formset = HoursFormSet
    fields = ("weekday", "opens", "closes", "example")


@admin.register(Office)
class OfficeAdmin(ScopedAdmin):
    """Offices with their week."""

    list_display = ("name", "also_known_as", "address", "government", "zone", "example", "active")
    list_filter = (("government", admin.RelatedOnlyFieldListFilter), "active")
    list_select_related = ("government",)
    search_fields = ("name", "also_known_as", "address")
    inlines = (OfficeHoursInline,)
    autocomplete_fields = ("region",)
    fieldsets = (
        (None, {"fields": ("government", "name", "also_known_as", "slug", "active")}),
        ("Alamat dan kontak", {"fields": ("address", "address_note", "region", "phone", "email")}),
        ("Waktu", {"fields": ("zone", "numbers_from", "hours_note")}),
        ("Untuk warga", {"fields": ("complaint_channels", "facilities")}),
        ("Asal keterangan", {"fields": ("source", "read_on", "example")}),
    )

    def place_of(self, row: Office) -> Place:
        return Place(row.government_id, office_id=row.pk)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return reach(actor_of_request(request), Government) is not None

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The short name is in every link and QR code on paper, the zone in every number of the past."""
        return ("government", "slug", "zone") if obj else ()


@admin.register(Counter)
class CounterAdmin(ScopedAdmin):
    """Counters and what they give."""

    form = CounterForm
    list_display = ("name", "number", "floor", "office", "active")
    list_filter = (("office", admin.RelatedOnlyFieldListFilter), "floor", "active")
    list_select_related = ("office",)
    search_fields = ("name", "floor", "services__name")
    ordering = ("office", "number")

    def place_of(self, row: Counter) -> Place:
        return Place(row.office.government_id, office_id=row.office_id)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Services in the order of their letters, as people at the desk know them."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.queryset = field.queryset.order_by("office", "letter")
        field.help_text = "Hanya layanan kantor ini."
        return field
