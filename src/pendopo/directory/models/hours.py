"""Opening hours of offices and services, special days, holidays."""

from django.db import models
from django.db.models import F, Q

from pendopo.directory.models.places import Government, Office
from pendopo.directory.models.services import Service

_CLOSES_LATER = "Jam tutup harus setelah jam buka."


class Weekday(models.IntegerChoices):
    """ISO weekdays."""

    MONDAY = 1, "Senin"
    TUESDAY = 2, "Selasa"
    WEDNESDAY = 3, "Rabu"
    THURSDAY = 4, "Kamis"
    FRIDAY = 5, "Jumat"
    SATURDAY = 6, "Sabtu"
    SUNDAY = 7, "Minggu"


class OfficeHours(models.Model):
    """One interval of an office's ordinary week; the gap between two intervals of a day is a break."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="hours", verbose_name="kantor layanan")
    weekday = models.PositiveSmallIntegerField("hari", choices=Weekday)
    opens = models.TimeField("buka", help_text="Contoh: 08.00")
    closes = models.TimeField("tutup", help_text="Contoh: 14.00")
    example = models.BooleanField("contoh, belum dikonfirmasi", default=False)

    class Meta:
        verbose_name = "jam layanan kantor"
        verbose_name_plural = "jam layanan kantor (beberapa baris pada satu hari berarti ada istirahat)"
        ordering = ["office", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="directory_office_hours",
                violation_error_message=_CLOSES_LATER,
            ),
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=7), name="directory_office_weekday"
            ),
            models.UniqueConstraint(
                fields=["office", "weekday", "opens"], name="directory_office_hours_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{Weekday(self.weekday).label} {self.opens:%H.%M}–{self.closes:%H.%M}"


class ServiceHours(models.Model):
    """One interval of a service's own week. A weekday that is named here replaces the office's hours of that day.

    `opens` and `closes` both empty: the service is closed on that weekday although the office is open.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="hours", verbose_name="layanan")
    weekday = models.PositiveSmallIntegerField("hari", choices=Weekday)
    opens = models.TimeField("buka", null=True, blank=True, help_text="Kosong berarti tutup pada hari itu.")
    closes = models.TimeField("tutup", null=True, blank=True)

    class Meta:
        verbose_name = "jam layanan khusus"
        verbose_name_plural = "jam layanan khusus (hari yang tidak disebut mengikuti kantor)"
        ordering = ["service", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens")),
                name="directory_service_hours",
                violation_error_message=_CLOSES_LATER,
            ),
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=7), name="directory_service_weekday"
            ),
            models.UniqueConstraint(
                fields=["service", "weekday", "opens"],
                name="directory_service_hours_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        hours = f"{self.opens:%H.%M}–{self.closes:%H.%M}" if self.opens and self.closes else "tutup"
        return f"{Weekday(self.weekday).label} {hours}"


class SpecialDay(models.Model):
    """A date on which an office, or one of its services, keeps other hours or is closed."""

    office = models.ForeignKey(
        Office, models.CASCADE, related_name="special_days", verbose_name="kantor layanan"
    )
    service = models.ForeignKey(
        Service,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="special_days",
        verbose_name="hanya untuk layanan",
        help_text="Kosong berarti seluruh kantor.",
    )
    day = models.DateField("tanggal")
    opens = models.TimeField("buka", null=True, blank=True, help_text="Kosong berarti tutup sepanjang hari.")
    closes = models.TimeField("tutup", null=True, blank=True)
    reason = models.CharField(
        "alasan", max_length=160, help_text="Dibaca warga, contoh: Jam layanan bulan Ramadan"
    )

    class Meta:
        verbose_name = "hari khusus"
        verbose_name_plural = "hari khusus"
        ordering = ["-day", "office"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens")),
                name="directory_special_hours",
                violation_error_message=_CLOSES_LATER,
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="directory_special_reason"),
            models.UniqueConstraint(
                fields=["office", "service", "day"],
                name="directory_special_once",
                nulls_distinct=False,
                violation_error_message="Tanggal ini sudah mempunyai hari khusus.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y} {self.reason}"


class Holiday(models.Model):
    """A public holiday or joint leave day, national or of one government. Only confirmed ones close offices."""

    day = models.DateField("tanggal")
    name = models.CharField("nama", max_length=120)
    government = models.ForeignKey(
        Government,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="holidays",
        verbose_name="pemerintah daerah",
        help_text="Kosong berarti hari libur nasional.",
    )
    joint_leave = models.BooleanField("cuti bersama", default=False)
    example = models.BooleanField(
        "perkiraan, belum ditetapkan", default=False, help_text="Tanggal perkiraan tidak menutup kantor."
    )
    source = models.CharField("sumber", max_length=300, blank=True)

    class Meta:
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "government"],
                name="directory_holiday_once",
                nulls_distinct=False,
                violation_error_message="Tanggal ini sudah tercatat sebagai hari libur.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y} {self.name}"
