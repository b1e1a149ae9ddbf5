"""Special days and holidays in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from pendopo.accounts.domain.policy import EVERYWHERE, Permission, allows
from pendopo.directory.admin.forms import SpecialDayForm
from pendopo.directory.admin.reach import actor_of_request, reach, reachable
from pendopo.directory.admin.scoped import ScopedAdmin
from pendopo.directory.models import Holiday, Office, Service, SpecialDay
from pendopo.kernel.actor import Place


@admin.register(SpecialDay)
class SpecialDayAdmin(ScopedAdmin):
    """Other hours on a date. An editor of an agency sets them for the services of the agency only."""

    removable = True
    form = SpecialDayForm
    list_display = ("day", "office", "service", "opens", "closes", "reason")
    list_filter = (("office", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("office", "service")
    search_fields = ("reason", "service__name")
    date_hierarchy = "day"

    def place_of(self, row: SpecialDay) -> Place:
        agency_id = row.service.agency_id if row.service else None
        return Place(row.office.government_id, agency_id, row.office_id)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Who does not run an office has to name one of their services."""
        actor = actor_of_request(request)
        runs_office = reach(actor, Office) is not None
        if db_field.name == "office" and not runs_office:
            services = reachable(actor, Service)
            kwargs["queryset"] = Office.objects.filter(services__in=services).distinct()
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "service" and not runs_office:
            field.required = True
        return field


@admin.register(Holiday)
class HolidayAdmin(ScopedAdmin):
    """National holidays are seen by everybody who runs a government, and edited by those who run all of them."""

    removable = True
    list_display = ("day", "name", "government", "joint_leave", "example")
    list_filter = (("government", admin.RelatedOnlyFieldListFilter), "joint_leave", "example")
    list_select_related = ("government",)
    search_fields = ("name",)
    date_hierarchy = "day"

    def place_of(self, row: Holiday) -> Place:
        return Place(row.government_id)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Holiday]:
        reached = reach(actor_of_request(request), Holiday)
        rows = admin.ModelAdmin.get_queryset(self, request)
        return rows.none() if reached is None else rows.filter(reached | Q(government=None))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.government_id is None:
            return self.has_view_permission(request)
        return super().has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A holiday without government holds for the nation."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if not allows(actor_of_request(request), Permission.EDIT_DIRECTORY, EVERYWHERE):
            field.required = True
        return field
