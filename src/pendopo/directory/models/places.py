"""Governments, regions, agencies, offices and counters."""

from datetime import time

from django.db import models
from django.db.models import Q

from pendopo.kernel.days import ZONES

_SOURCE_HELP = "Dari mana keterangan ini diketahui: alamat laman, surat, atau nama petugas."


class Government(models.Model):
    """A local government, by its Kemendagri code ("35.76")."""

    class Level(models.TextChoices):
        PROVINCE = "provinsi", "Provinsi"
        REGENCY = "kabupaten", "Kabupaten"
        CITY = "kota", "Kota"

    code = models.CharField("kode wilayah", max_length=5, unique=True, help_text="Contoh: 35.76")
    name = models.CharField("nama", max_length=120, help_text="Contoh: Kota Mojokerto")
    level = models.CharField("tingkat", max_length=12, choices=Level)
    source = models.TextField("sumber", blank=True, help_text=_SOURCE_HELP)

    class Meta:
        verbose_name = "pemerintah daerah"
        verbose_name_plural = "pemerintah daerah"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^\d\d(\.\d\d)?$"), name="directory_government_code"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Region(models.Model):
    """A regency, district (kecamatan) or village (desa, kelurahan) by its official code, within its parent."""

    class Level(models.TextChoices):
        REGENCY = "kabupaten/kota", "Kabupaten atau kota"
        DISTRICT = "kecamatan", "Kecamatan"
        URBAN_VILLAGE = "kelurahan", "Kelurahan"
        VILLAGE = "desa", "Desa"

    code = models.CharField(
        "kode wilayah", max_length=13, primary_key=True, help_text="Contoh: 35.76.02.1008"
    )
    name = models.CharField("nama", max_length=120)
    level = models.CharField("tingkat", max_length=16, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="bagian dari"
    )

    class Meta:
        verbose_name = "wilayah"
        verbose_name_plural = "wilayah"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^\d\d\.\d\d(\.\d\d(\.\d{4})?)?$"), name="directory_region_code"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, level="kabupaten/kota")
                | Q(parent__isnull=False) & ~Q(level="kabupaten/kota"),
                name="directory_region_has_parent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Agency(models.Model):
    """Who gives services: a unit of the government (OPD), or another institution with a desk at its office."""

    class Kind(models.TextChoices):
        LOCAL = "perangkat-daerah", "Perangkat daerah"
        VERTICAL = "instansi-vertikal", "Instansi vertikal atau provinsi"
        ENTERPRISE = "badan-usaha", "BUMN, BUMD, atau badan penyelenggara"

    government = models.ForeignKey(
        Government, models.PROTECT, related_name="agencies", verbose_name="pemerintah daerah"
    )
    slug = models.SlugField("nama pendek", max_length=60, help_text="Contoh: dispendukcapil")
    name = models.CharField("nama", max_length=160, help_text="Nama lengkap sesuai peraturan pembentukannya.")
    short_name = models.CharField("singkatan", max_length=60, blank=True, help_text="Contoh: Dispendukcapil")
    kind = models.CharField("jenis", max_length=20, choices=Kind, default=Kind.LOCAL)
    source = models.TextField("sumber", blank=True, help_text=_SOURCE_HELP)
    example = models.BooleanField("contoh, belum dikonfirmasi", default=False)

    class Meta:
        verbose_name = "instansi"
        verbose_name_plural = "instansi"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["government", "slug"], name="directory_agency_slug"),
        ]

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """A building where citizens are served, with its own clock."""

    government = models.ForeignKey(
        Government, models.PROTECT, related_name="offices", verbose_name="pemerintah daerah"
    )
    slug = models.SlugField(
        "nama pendek", max_length=60, unique=True, help_text="Dipakai dalam alamat laman."
    )
    name = models.CharField("nama", max_length=120, help_text="Contoh: MPP Gajah Mada")
    also_known_as = models.CharField(
        "dikenal juga sebagai", max_length=120, blank=True, help_text="Contoh: GMSC"
    )
    address = models.CharField("alamat", max_length=240)
    address_note = models.CharField("catatan alamat", max_length=240, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kelurahan atau desa"
    )
    phone = models.CharField("telepon", max_length=40, blank=True)
    email = models.EmailField("surel", blank=True)
    zone = models.CharField(
        "zona waktu",
        max_length=20,
        default="Asia/Jakarta",
        choices=[(key, label) for key, label in ZONES.items()],
    )
    numbers_from = models.TimeField(
        "nomor dapat diambil mulai pukul", default=time(6), help_text="Pada hari buka; contoh: 06.00"
    )
    complaint_channels = models.TextField(
        "saluran pengaduan", blank=True, help_text="Satu saluran per baris, contoh: SP4N-LAPOR!: lapor.go.id"
    )
    facilities = models.TextField("fasilitas", blank=True, help_text="Satu fasilitas per baris.")
    hours_note = models.CharField("catatan jam layanan", max_length=240, blank=True)
    source = models.TextField("sumber", blank=True, help_text=_SOURCE_HELP)
    read_on = models.DateField("sumber dibaca pada", null=True, blank=True)
    example = models.BooleanField("contoh, belum dikonfirmasi", default=False)
    active = models.BooleanField("dipakai", default=True)

    class Meta:
        verbose_name = "kantor layanan"
        verbose_name_plural = "kantor layanan"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(zone__in=list(ZONES)), name="directory_office_zone"),
        ]

    def __str__(self) -> str:
        return self.name


class Counter(models.Model):
    """A desk (loket) where an officer serves; it may give several services."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="counters", verbose_name="kantor layanan")
    number = models.PositiveSmallIntegerField("nomor loket", help_text="Angka yang disebut saat pemanggilan.")
    name = models.CharField("nama", max_length=60, help_text="Contoh: Loket 3")
    floor = models.CharField("lantai", max_length=40, help_text="Contoh: Lantai 2")
    services = models.ManyToManyField(
        "directory.Service", blank=True, related_name="counters", verbose_name="layanan yang dilayani"
    )
    active = models.BooleanField("dipakai", default=True)

    class Meta:
        verbose_name = "loket"
        verbose_name_plural = "loket"
        ordering = ["office", "number"]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="directory_counter_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="directory_counter_number_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.floor}"
