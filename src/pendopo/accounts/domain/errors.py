"""Refusals of the people core."""

from typing import ClassVar

from pendopo.kernel.errors import DomainError, Kind


class UsernameTaken(DomainError):
    """Another account has this username, perhaps in other letter case."""

    code: ClassVar[str] = "username-taken"
    kind: ClassVar[Kind] = Kind.CONFLICT
    message: ClassVar[str] = "Nama pengguna “{username}” sudah dipakai. Pilih nama lain."


class OwnAccount(DomainError):
    """Administrators cannot lock themselves out: a second administrator takes their rights away."""

    code: ClassVar[str] = "own-account"
    kind: ClassVar[Kind] = Kind.FORBIDDEN
    message: ClassVar[str] = "Anda tidak dapat menonaktifkan akun atau mencabut peran sendiri."
