"""Tables of the people core. Citizens have no account, so nobody here is a citizen.

`accounts` lies below `directory`, so that every app can ask who may do what. Governments, agencies and offices
are therefore plain numbers here: a foreign key would make the migrations of both apps wait for each other.
A number that no longer names a place gives no right anywhere, because nothing happens at that place.
"""

from django.contrib.auth import get_backends
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower, Now

from pendopo.kernel.actor import Role

ROLE_NAMES = {
    Role.OFFICER: "Petugas loket",
    Role.SUPERVISOR: "Penyelia",
    Role.AGENCY_EDITOR: "Penyunting direktori",
    Role.SURVEY_MANAGER: "Pengelola survei",
    Role.ADMINISTRATOR: "Administrator",
    Role.COORDINATOR: "Koordinator penilaian",
    Role.PARTICIPANT: "Peserta penilaian",
    Role.AGENCY_HEAD: "Kepala perangkat daerah",
    Role.DATA_PRODUCER: "Produsen Data",
    Role.AGENCY_STEWARD: "Walidata Pendukung",
    Role.DATA_STEWARD: "Walidata",
    Role.DATA_ADVISOR: "Pembina Data",
    Role.ANALYST: "Analis data",
}


EVENT_NAMES = {
    "created": "Akun dibuat",
    "activated": "Akun diaktifkan",
    "deactivated": "Akun dinonaktifkan",
    "password-set": "Kata sandi diganti administrator",
    "second-factor-set": "Verifikasi dua langkah dipasang",
    "second-factor-removed": "Verifikasi dua langkah dilepas sendiri",
    "second-factor-reset": "Verifikasi dua langkah dihapus administrator",
    "paper-codes-renewed": "Kode cadangan dibuat ulang",
    "role-granted": "Peran diberikan",
    "role-revoked": "Peran dicabut",
    "key-issued": "Kunci API diterbitkan",
    "key-revoked": "Kunci API dicabut",
}


class AccountManager(BaseUserManager["Account"]):
    """Finds people at sign-in by username, whatever the letter case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A person who works for a government and signs in. Rights come from roles only, never from the row itself."""

    username = models.CharField("nama pengguna", max_length=64, unique=True)
    display_name = models.CharField("nama tampilan", max_length=120)
    #: Where reminders go besides the list in the program; empty for nowhere. Nobody signs in with it.
    email = models.EmailField("surel untuk pengingat", blank=True)
    is_active = models.BooleanField("aktif", default=True)
    #: The government that the person works for; decides which administrators see the account.
    government_id = models.PositiveBigIntegerField("pemerintah daerah", null=True, blank=True)
    created_at = models.DateTimeField("dibuat", db_default=Now(), editable=False)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = "akun petugas"
        verbose_name_plural = "akun petugas"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(username=Lower("username")), name="account_username_is_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        """The name that pages show; Django's admin asks for it."""
        return self.display_name

    def get_short_name(self) -> str:
        """The name that Django's admin greets with."""
        return self.display_name

    @property
    def is_staff(self) -> bool:
        """Whether Django's admin opens at all: derived from the policy, not stored."""
        return self.is_active and (self.has_module_perms("directory") or self.has_module_perms("accounts"))

    @property
    def is_superuser(self) -> bool:
        """Nobody stands above the policy."""
        return False

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Whether the policy gives this Django permission ("directory.change_office")."""
        return any(backend.has_perm(self, perm, obj) for backend in get_backends())

    def has_perms(self, perms: list[str], obj: models.Model | None = None) -> bool:
        """Whether the policy gives all of them."""
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        """Whether the policy gives anything in this app's part of the admin."""
        return any(
            hasattr(backend, "has_module_perms") and backend.has_module_perms(self, app_label)
            for backend in get_backends()
        )


class RoleAssignment(models.Model):
    """One role of one account, limited to every place that is named."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles", verbose_name="akun")
    role = models.CharField(
        "peran", max_length=20, choices=[(role.value, name) for role, name in ROLE_NAMES.items()]
    )
    government_id = models.PositiveBigIntegerField("pemerintah daerah", null=True, blank=True)
    agency_id = models.PositiveBigIntegerField("perangkat daerah", null=True, blank=True)
    office_id = models.PositiveBigIntegerField("kantor", null=True, blank=True)
    granted_at = models.DateTimeField("diberikan", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "peran"
        verbose_name_plural = "peran"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role", "government_id", "agency_id", "office_id"],
                nulls_distinct=False,
                name="role_assignment_given_once",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="role_assignment_known_role"
            ),
            # A role without any limit holds everywhere. Only the administrator who sets up the
            # governments of a deployment needs that; a forgotten field must not make a mighty officer.
            models.CheckConstraint(
                condition=models.Q(role=Role.ADMINISTRATOR.value)
                | models.Q(government_id__isnull=False)
                | models.Q(agency_id__isnull=False)
                | models.Q(office_id__isnull=False),
                name="role_assignment_names_a_place",
            ),
        ]

    def __str__(self) -> str:
        return ROLE_NAMES[Role(self.role)]


class ApiKey(models.Model):
    """A key with which a program acts as an account. Only its SHA-256 is kept; the key is shown once."""

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="api_keys", verbose_name="akun"
    )
    label = models.CharField("dipakai untuk", max_length=120)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("dibuat", db_default=Now(), editable=False)
    expires_at = models.DateTimeField("berlaku sampai", null=True, blank=True)
    revoked_at = models.DateTimeField("dicabut", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "kunci API"
        verbose_name_plural = "kunci API"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"), name="api_key_holds_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class AccountEvent(models.Model):
    """What was done to an account, by whom: rows are added and never changed (a trigger holds that)."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="events", verbose_name="akun")
    kind = models.CharField("kejadian", max_length=40)
    by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="acts", verbose_name="oleh"
    )
    at = models.DateTimeField("waktu", db_default=Now(), editable=False)
    facts = models.JSONField("keterangan", default=dict)

    class Meta:
        verbose_name = "riwayat akun"
        verbose_name_plural = "riwayat akun"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["account", "-at"], name="account_event_by_account")]

    def __str__(self) -> str:
        return EVENT_NAMES.get(self.kind, self.kind)


class CountedUpload(models.Model):
    """One file that a person uploaded within the last 24 hours: only how large, not what. Older rows are removed."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", verbose_name="akun")
    at = models.DateTimeField("waktu", editable=False, db_index=True)
    bytes = models.PositiveBigIntegerField("ukuran", editable=False)

    class Meta:
        verbose_name = "unggahan terhitung"
        verbose_name_plural = "unggahan terhitung"
        indexes = [models.Index(fields=["account", "at"], name="upload_by_account")]

    def __str__(self) -> str:
        return f"{self.bytes} B"


class SharedCacheEntry(models.Model):
    """The table of Django's database cache, so that limits on sign-in count across server processes.

    Written by `django.core.cache.backends.db` only; it is a model so that a migration makes it.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_shared_cache"
