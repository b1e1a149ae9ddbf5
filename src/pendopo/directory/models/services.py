"""Public services of an office and the components of their standards."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Deferrable, Q

from pendopo.directory.domain.standard import Component
from pendopo.directory.models.places import Agency, Office

LETTERS = RegexValidator(r"^[A-Z]{1,2}\Z", "Tulis satu atau dua huruf besar, misalnya A atau KB.")


class Service(models.Model):
    """A public service that citizens take a number for at one office."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="services", verbose_name="kantor layanan")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="services", verbose_name="instansi")
    letter = models.CharField(
        "huruf antrean",
        max_length=2,
        validators=[LETTERS],
        help_text="Satu atau dua huruf besar; nomornya menjadi A-001.",
    )
    slug = models.SlugField(
        "nama pendek", max_length=60, help_text="Dipakai dalam alamat laman, contoh: ktp-el"
    )
    name = models.CharField(
        "nama", max_length=120, help_text="Contoh: KTP-el (kartu tanda penduduk elektronik)"
    )
    summary = models.CharField(
        "ringkasan",
        max_length=240,
        help_text="Satu atau dua kalimat dengan kata sehari-hari, tanpa singkatan.",
    )
    search_words = ArrayField(
        models.CharField(max_length=60),
        verbose_name="kata pencarian",
        default=list,
        blank=True,
        help_text="Sebutan lain yang dipakai warga, dipisahkan koma: e-ktp, kartu penduduk",
    )
    daily_quota = models.PositiveIntegerField(
        "kuota harian",
        null=True,
        blank=True,
        help_text="Nomor paling banyak per hari. Kosong berarti tanpa batas.",
    )
    promise_minutes = models.PositiveSmallIntegerField(
        "janji waktu tunggu (menit)", help_text="Lama menunggu paling lama yang dijanjikan, dalam menit."
    )
    source = models.TextField(
        "sumber", blank=True, help_text="Peraturan atau laman yang menjadi dasar standar ini."
    )
    last_checked = models.DateField("terakhir diperiksa", null=True, blank=True)
    example = models.BooleanField(
        "contoh, belum dikonfirmasi",
        default=False,
        help_text="Warga melihat tanda “Contoh, belum dikonfirmasi instansi”.",
    )
    active = models.BooleanField(
        "dipakai", default=True, help_text="Layanan yang tidak dipakai tidak dapat diambil nomornya."
    )

    class Meta:
        verbose_name = "layanan"
        verbose_name_plural = "layanan"
        ordering = ["office", "name"]
        constraints = [
            # Deferred, so that one edit of a content file can exchange the letters of two services.
            models.UniqueConstraint(
                fields=["office", "letter"],
                name="directory_service_letter",
                deferrable=Deferrable.DEFERRED,
                violation_error_message="Huruf antrean ini sudah dipakai layanan lain di kantor yang sama.",
            ),
            models.UniqueConstraint(fields=["office", "slug"], name="directory_service_slug"),
            models.CheckConstraint(
                condition=Q(letter__regex=r"^[A-Z]{1,2}$"), name="directory_service_letter_form"
            ),
            models.CheckConstraint(condition=Q(daily_quota__gte=0), name="directory_service_quota"),
            models.CheckConstraint(
                condition=Q(promise_minutes__gte=1, promise_minutes__lte=480),
                name="directory_service_promise",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} · {self.name}"


class StandardComponent(models.Model):
    """One of the 14 components of a service's standard; each line of the text is one item or step."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="components", verbose_name="layanan")
    number = models.PositiveSmallIntegerField(
        "komponen",
        choices=[(int(component), f"{int(component)}. {component.title}") for component in Component],
    )
    text = models.TextField("isi", help_text="Satu syarat atau langkah per baris.")
    source = models.CharField("sumber", max_length=300, blank=True)
    example = models.BooleanField("contoh, belum dikonfirmasi", default=False)

    class Meta:
        verbose_name = "komponen standar pelayanan"
        verbose_name_plural = "komponen standar pelayanan"
        ordering = ["service", "number"]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="directory_component_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=14), name="directory_component_number"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="directory_component_text"),
        ]

    def __str__(self) -> str:
        return Component(self.number).title
