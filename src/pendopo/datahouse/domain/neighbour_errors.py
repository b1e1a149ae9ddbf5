"""Refusals in talking with other sites."""

from pendopo.kernel.errors import DomainError, Kind, NotFound


class AnswerRefused(DomainError):
    """Another site answered something that cannot be used."""

    code = "remote-answer"
    kind = Kind.UNAVAILABLE
    message = "Situs itu tidak dapat dibaca: {why}."


class AddressRefused(DomainError):
    """An address that the program must not call: it could lead into our own network."""

    code = "remote-address"
    kind = Kind.INVALID
    message = "Alamat {host} tidak boleh dihubungi: {why}."


class UnknownSource(NotFound):
    """There is no such source or webhook."""

    code = "unknown-neighbour"
    message = "Katalog atau penerima kabar itu tidak ada. Mungkin sudah dihapus."


class SourceTaken(DomainError):
    """The same address twice."""

    code = "source-taken"
    message = "Katalog dengan alamat {url} sudah ada di daftar."
