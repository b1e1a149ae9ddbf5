"""Checks that concern several rows at once, explained at the place where they fail."""

from collections import defaultdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pendopo.directory.domain.opening import Interval, WeeklyHours
from pendopo.directory.domain.standard import PUBLISHED
from pendopo.directory.models import Counter, SpecialDay
from pendopo.kernel.errors import Invalid


def remaining(formset: forms.BaseInlineFormSet) -> list[dict[str, Any]]:
    """The filled rows that will be there after saving."""
    return [
        form.cleaned_data
        for form in formset.forms
        if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
    ]


class HoursFormSet(forms.BaseInlineFormSet):
    """Intervals of one weekday may not overlap; a closed weekday has no other row."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        days: dict[int, list[Interval]] = defaultdict(list)
        closed = set()
        for row in remaining(self):
            if row["opens"] is None or row["closes"] is None:
                closed.add(row["weekday"])
            else:
                days[row["weekday"]].append(Interval(row["opens"], row["closes"]))
        try:
            WeeklyHours({number: tuple(intervals) for number, intervals in days.items()})
        except Invalid as refusal:
            raise ValidationError(str(refusal)) from None
        if closed & days.keys():
            raise ValidationError("Hari yang tutup tidak boleh mempunyai jam buka.")


class StandardFormSet(forms.BaseInlineFormSet):
    """The six components that the regulation wants published are always there."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        present = {row["number"] for row in remaining(self)}
        missing = [component.title for component in PUBLISHED if component not in present]
        if missing:
            raise ValidationError(f"Enam komponen wajib diumumkan. Belum ada: {', '.join(missing)}.")


class CounterForm(forms.ModelForm):
    """A counter gives services of its own office."""

    class Meta:
        model = Counter
        fields = ("office", "number", "name", "floor", "services", "active")
        widgets = {"services": forms.CheckboxSelectMultiple}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        office = data.get("office")
        foreign = [
            service for service in data.get("services", ()) if office and service.office_id != office.pk
        ]
        if foreign:
            names = ", ".join(str(service) for service in foreign)
            self.add_error("services", f"Bukan layanan kantor ini: {names}.")
        return data


class SpecialDayForm(forms.ModelForm):
    """A special day of a service is at the office of the service."""

    class Meta:
        model = SpecialDay
        fields = ("office", "service", "day", "opens", "closes", "reason")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        office, service = data.get("office"), data.get("service")
        if office and service and service.office_id != office.pk:
            self.add_error("service", "Layanan ini tidak ada di kantor yang dipilih.")
        if bool(data.get("opens")) != bool(data.get("closes")):
            self.add_error("closes", "Isi jam buka dan jam tutup, atau kosongkan keduanya bila tutup.")
        return data
