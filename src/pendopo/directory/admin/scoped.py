"""What all admin pages of the directory share: the reach of the editor, the last check, the fresh memory."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTimeWidget
from django.contrib.postgres.fields import ArrayField
from django.db.models import Field, Model, QuerySet, TextField, TimeField
from django.http import HttpRequest

from pendopo.accounts.domain.policy import Permission, allows, require
from pendopo.directory.admin.reach import COLUMNS, actor_of_request, reach, reachable
from pendopo.directory.queries import forget
from pendopo.kernel.actor import Place

#: Hours as people write them, and texts as tall as they usually are.
WIDGETS: dict[type[Field], dict[str, Any]] = {
    TimeField: {"widget": AdminTimeWidget(format="%H.%M")},
    TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
    ArrayField: {"widget": AdminTextareaWidget(attrs={"rows": 2})},
}


class ScopedAdmin(admin.ModelAdmin):
    """A page that shows and saves only rows within the editor's reach.

    Rows that others refer to are not deleted but taken out of use ("dipakai"); `removable` pages may delete.
    """

    removable: ClassVar[bool] = False
    list_per_page = 50
    formfield_overrides: ClassVar[dict[type[Field], dict[str, Any]]] = WIDGETS

    def place_of(self, row: Any) -> Place:
        """Where an edit of `row` happens; the policy is asked about this place."""
        raise NotImplementedError

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        reached = reach(actor_of_request(request), self.model)
        rows = super().get_queryset(request)
        return rows.none() if reached is None else rows.filter(reached)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        actor = actor_of_request(request)
        if obj is None:
            return reach(actor, self.model) is not None
        return allows(actor, Permission.EDIT_DIRECTORY, self.place_of(obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.removable and self.has_view_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only rows within reach."""
        if db_field.related_model in COLUMNS and "queryset" not in kwargs:
            kwargs["queryset"] = reachable(actor_of_request(request), db_field.related_model)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only rows within reach."""
        if db_field.related_model in COLUMNS:
            kwargs["queryset"] = reachable(actor_of_request(request), db_field.related_model)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save where the editor may: the form could have moved the row to another place."""
        require(actor_of_request(request), Permission.EDIT_DIRECTORY, self.place_of(obj))
        super().save_model(request, obj, form, change)
        forget()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        forget()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        require(actor_of_request(request), Permission.EDIT_DIRECTORY, self.place_of(obj))
        super().delete_model(request, obj)
        forget()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """One by one, so that each is checked."""
        for row in queryset:
            self.delete_model(request, row)


class OwnedRows:
    """Rows that belong to the row above them: whoever may edit that one may edit these."""

    extra = 0
    formfield_overrides: ClassVar[dict[type[Field], dict[str, Any]]] = WIDGETS

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True
