"""Evidence: contents by their hash, pieces that people describe, and where each is used. Guards keep what came in."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from pendopo.assessment.domain.file_types import FileType
from pendopo.assessment.models.years import Assessment


class StoredFile(models.Model):
    """One content in the store, found by its SHA-256; kept once, whoever brings it and however often."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=[(one.value, one.value) for one in FileType])
    #: 0 when pages mean nothing for this type.
    pages = models.PositiveIntegerField()
    #: What was read in it for the search; empty for scans and pictures.
    text = models.TextField(blank=True)
    words = models.GeneratedField(
        expression=SearchVector("text", config="indonesian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    #: Who looked for viruses; empty when no scanner was set.
    scanned_by = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "assessment_file"
        indexes = [GinIndex(fields=["words"], name="assessment_file_words")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="assessment_file_digest"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="assessment_file_not_empty"),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in FileType]), name="assessment_file_kind"
            ),
        ]


class Evidence(models.Model):
    """A piece of evidence of an agency: a file or an address on the web, and what is told about it."""

    id = models.UUIDField(primary_key=True)
    government = models.ForeignKey("directory.Government", models.PROTECT, related_name="+")
    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="pieces")
    #: What the file was called by who sent it: text to show, never a path.
    file_name = models.CharField(max_length=160, blank=True)
    address = models.TextField(blank=True)
    title = models.CharField(max_length=200)
    document_number = models.CharField(max_length=200, blank=True)
    document_date = models.DateField(null=True)
    issuer = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    note = models.TextField(blank=True)
    #: Only the agency itself and those who work for the whole government see it.
    restricted = models.BooleanField(default=False)
    #: The program's own gatherer that made it; empty for what people bring.
    provider = models.CharField(max_length=40, blank=True)
    #: Made by the program and not yet confirmed by a person.
    draft = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    #: Opens the commitment in the public record; empty for addresses, which are not in it.
    salt = models.BinaryField(null=True)
    #: Leaf hash of its entry in the public record.
    leaf = models.CharField(max_length=64, blank=True)
    words = models.GeneratedField(
        expression=SearchVector(
            "title", "document_number", "issuer", "file_name", "address", "note", config="indonesian"
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        db_table = "assessment_evidence"
        indexes = [
            GinIndex(fields=["words"], name="assessment_evidence_words"),
            models.Index(fields=["government", "-received_at"], name="assessment_evidence_newest"),
            models.Index(
                fields=["valid_to"], condition=Q(valid_to__isnull=False), name="assessment_evidence_ends"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, address="") | (Q(file__isnull=True) & ~Q(address="")),
                name="assessment_evidence_file_or_address",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="assessment_evidence_has_title"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="assessment_evidence_validity",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True) | (Q(salt__isnull=False) & ~Q(leaf="")),
                name="assessment_evidence_recorded",
            ),
        ]


class EvidenceUse(models.Model):
    """A piece of evidence proves something about one indicator of one assessment; taken back, the row stays."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="uses")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+", db_index=False)
    #: Code of the item, as in the framework ("12", "35-1").
    indicator = models.CharField(max_length=20)
    #: Where to look: "Pasal 5 ayat (2)", "halaman 3-7".
    passage = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "assessment_evidence_use"
        indexes = [
            models.Index(fields=["assessment", "indicator"], name="assessment_evidence_used_in"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "assessment", "indicator"],
                condition=Q(removed_at__isnull=True),
                name="assessment_evidence_used_once",
            ),
        ]
