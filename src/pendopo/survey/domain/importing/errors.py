"""Why an import is refused."""

from pendopo.kernel.errors import DomainError, Kind


class NotReady(DomainError):
    """Something in the file has to be mended or decided first."""

    code = "import-not-ready"
    kind = Kind.CONFLICT
    message = (
        "Berkas ini belum dapat diimpor: masih ada yang harus diperbaiki atau dipilih. Belum ada yang masuk."
    )


class NotDraft(DomainError):
    """The import was finished, by this person or another."""

    code = "import-finished"
    kind = Kind.CONFLICT
    message = "Impor ini sudah selesai, sehingga pilihannya tidak dapat diubah lagi."


class NotDone(DomainError):
    """Only what was brought in can be taken back."""

    code = "import-not-done"
    kind = Kind.CONFLICT
    message = "Hanya impor yang sudah masuk dan belum dibatalkan yang dapat dibatalkan."


class SameFile(DomainError):
    """The very same file was brought in before."""

    code = "import-same-file"
    kind = Kind.CONFLICT
    message = (
        "Berkas yang persis sama sudah diimpor sebagai “{file}”. Batalkan impor itu lebih dahulu bila perlu."
    )
