"""Refusals of the public catalogue."""

from pendopo.kernel.errors import DomainError, Kind


class FilterRefused(DomainError):
    """A filter of `package_search` that is not understood whole."""

    code = "filter"
    kind = Kind.INVALID
    message = (
        "Bagian penyaring ini tidak dikenal: {part}. "
        "Yang dikenal misalnya organization:dinkes, -groups:kesehatan, metadata_modified:[2026-11-01T00:00:00Z TO *]."
    )
