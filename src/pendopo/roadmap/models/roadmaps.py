"""A roadmap and its initiatives, with every version that there was."""

from django.db import models
from django.db.models import F, Q

from pendopo.roadmap.domain.initiatives import State

STATES = [(one.value, one.label) for one in State]


class Roadmap(models.Model):
    """The peta rencana of one government for some years. Levels come from its assessment."""

    slug = models.SlugField(max_length=80, unique=True)
    government = models.ForeignKey("directory.Government", models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    #: Short name of the assessment that says where the government stands.
    assessment = models.SlugField(max_length=80)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    #: Invented figures, for showing how the program works. Every page says so.
    example = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "roadmap_roadmap"
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year__gte=2018, last_year__lte=2100, last_year__gte=F("first_year"))
                & Q(last_year__lt=F("first_year") + 15),
                name="roadmap_years",
            )
        ]


class Initiative(models.Model):
    """An initiative as it stands. `facts` are those of `domain.initiatives.Facts`; `version` grows by one (a guard)."""

    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="initiatives", db_index=False)
    code = models.CharField(max_length=40)
    owner = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=STATES)
    facts = models.JSONField()
    version = models.PositiveIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "roadmap_initiative"
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "code"], name="roadmap_initiative_code"),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in State]), name="roadmap_initiative_state"
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Za-z0-9][A-Za-z0-9.-]*$"), name="roadmap_initiative_code_form"
            ),
        ]


class InitiativeVersion(models.Model):
    """How an initiative was after each change. Rows are added and never changed (a guard)."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="versions", db_index=False)
    version = models.PositiveIntegerField()
    #: What was done: "dibuat", "diubah", "keadaan", "laporan", "rencana".
    act = models.CharField(max_length=12)
    state = models.CharField(max_length=12, choices=STATES)
    facts = models.JSONField()
    #: Why, or what is reported.
    words = models.TextField(blank=True)
    #: Where a report can be checked: the address of a document or of a piece in the library of evidence.
    link = models.CharField(max_length=1000, blank=True)
    #: The file that shows what a report says.
    evidence = models.ForeignKey("assessment.Evidence", models.PROTECT, null=True, related_name="+")
    #: The agency had promised this initiative when it was changed.
    promised = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "roadmap_initiative_version"
        constraints = [
            models.UniqueConstraint(fields=["initiative", "version"], name="roadmap_version_once"),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__regex=r"^(https?://|/data-dukung/)"),
                name="roadmap_version_link",
            ),
            models.CheckConstraint(
                condition=Q(evidence=None) | Q(act="laporan"), name="roadmap_version_evidence_of_report"
            ),
            models.CheckConstraint(
                condition=Q(promised=False) | ~Q(words=""), name="roadmap_promised_change_has_reason"
            ),
        ]


class InitiativeElement(models.Model):
    """An initiative changes or makes this element of the inventory."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="elements", db_index=False)
    element = models.ForeignKey("inventory.Element", models.PROTECT, related_name="+")

    class Meta:
        db_table = "roadmap_initiative_element"
        constraints = [
            models.UniqueConstraint(fields=["initiative", "element"], name="roadmap_element_once"),
        ]
