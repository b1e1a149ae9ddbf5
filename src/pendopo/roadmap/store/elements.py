"""Which elements of the inventory an initiative is about."""

from collections.abc import Iterable

from pendopo.roadmap.models import InitiativeElement


def set_elements(initiative_id: int, element_ids: Iterable[int]) -> None:
    """These elements and no others."""
    wanted = set(element_ids)
    rows = InitiativeElement.objects.filter(initiative=initiative_id)
    rows.exclude(element__in=wanted).delete()
    InitiativeElement.objects.bulk_create(
        [InitiativeElement(initiative_id=initiative_id, element_id=one) for one in sorted(wanted)],
        ignore_conflicts=True,
    )
