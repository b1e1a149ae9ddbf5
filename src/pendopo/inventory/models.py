"""The tables of the inventory. What may relate to what stands here once more, made from the rules."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q

from pendopo.inventory.domain.elements import CODE
from pendopo.inventory.domain.parts import Part, Status
from pendopo.inventory.domain.relations import VERBS, Relation

PARTS = [(one.value, one.value) for one in Part]


def allowed_relations() -> Q:
    """The rules of `domain.relations` as a condition."""
    return reduce(
        or_,
        (
            Q(
                kind=relation.value,
                source_part__in=sorted(verb.sources),
                target_part__in=sorted(verb.targets),
            )
            for relation, verb in VERBS.items()
        ),
    )


class Element(models.Model):
    """One thing that exists. `facts` are the values of `domain.attributes`; `version` grows by one (a guard)."""

    government = models.ForeignKey("directory.Government", models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    part = models.CharField(max_length=16, choices=PARTS)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    status = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Status])
    facts = models.JSONField(default=dict)
    #: The service of the directory that a service of the architecture is.
    service = models.ForeignKey("directory.Service", models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "inventory_element"
        constraints = [
            models.UniqueConstraint(fields=["government", "code"], name="inventory_element_code"),
            # For the relations, which have to join elements of one government, of the parts that they say.
            models.UniqueConstraint(fields=["id", "government", "part"], name="inventory_element_whole"),
            models.CheckConstraint(condition=Q(code__regex=f"^{CODE}$"), name="inventory_element_code_form"),
            models.CheckConstraint(condition=Q(part__in=[one.value for one in Part]), name="inventory_part"),
            models.CheckConstraint(
                condition=Q(status__in=[one.value for one in Status]), name="inventory_status"
            ),
            models.CheckConstraint(
                condition=Q(service__isnull=True) | Q(part=Part.SERVICE.value), name="inventory_only_services"
            ),
        ]


class Link(models.Model):
    """A relation between two elements. The parts are those of the elements (a foreign key over three columns)."""

    government = models.ForeignKey("directory.Government", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Relation])
    source = models.ForeignKey(Element, models.PROTECT, related_name="+", db_index=False)
    source_part = models.CharField(max_length=16, choices=PARTS)
    target = models.ForeignKey(Element, models.PROTECT, related_name="+")
    target_part = models.CharField(max_length=16, choices=PARTS)

    class Meta:
        db_table = "inventory_link"
        indexes = [models.Index(fields=["government"], name="inventory_link_government")]
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "target"], name="inventory_link_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="inventory_link_not_itself"),
            models.CheckConstraint(condition=allowed_relations(), name="inventory_link_allowed"),
        ]


class Change(models.Model):
    """What was changed in an inventory, by whom and why. Rows are added and never changed (a guard).

    `id` numbers all changes, so an inventory can be cited as it was after one of them.
    """

    government = models.ForeignKey("directory.Government", models.PROTECT, related_name="+")
    element = models.ForeignKey(Element, models.PROTECT, related_name="changes")
    #: The other end, for relations.
    other = models.ForeignKey(Element, models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=12)
    #: Key -> [old, new] for facts; {"hubungan": kind} for relations.
    details = models.JSONField()
    #: Why; and the name of the file for what was imported.
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "inventory_change"
        constraints = [
            models.CheckConstraint(
                condition=Q(act__in=["dicatat", "diubah", "dicabut"], other__isnull=True)
                | Q(act__in=["dihubungkan", "dilepas"], other__isnull=False),
                name="inventory_change_act",
            )
        ]


class Upload(models.Model):
    """A workbook between its preview and its import; it goes when it is imported, or after a day."""

    id = models.UUIDField(primary_key=True)
    government = models.ForeignKey("directory.Government", models.CASCADE, related_name="+")
    by = models.ForeignKey("accounts.Account", models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        db_table = "inventory_upload"
