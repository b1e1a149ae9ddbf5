"""Code lists against which deliveries are checked, and the agency that delivers."""

from collections.abc import Iterable, Iterator

from pendopo.datahouse.domain.errors import AmbiguousAgency, SchemaRefused, UnknownAgency, UnknownDataset
from pendopo.datahouse.domain.policy import OPERATOR
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.domain.totals import Wanted
from pendopo.datahouse.queries.asking import codes_in
from pendopo.datahouse.queries.totals import totals_in
from pendopo.directory.queries import AgencyView, agencies_of, governments, regions_under


def agency_of(code: str) -> AgencyView:
    """The agency with this short name ("dinkes"), or government and short name ("35.76/dinkes").

    Raises `UnknownAgency`, and `AmbiguousAgency` with those that the name may mean.
    """
    government, _, name = code.rpartition("/")
    names, found = [], []
    for one in governments():
        for agency in agencies_of(one.id):
            names.append(f"{one.code}/{agency.slug}")
            if government in ("", one.code) and name.lower() in (agency.slug, agency.short_name.lower()):
                found.append((agency, f"{one.code}/{agency.slug} ({agency.name}, {one.name})"))
    if len(found) > 1:
        raise AmbiguousAgency(agency=code, candidates="; ".join(sorted(words for _, words in found)))
    if not found:
        raise UnknownAgency(agency=code, known=", ".join(sorted(names)) or "belum ada")
    return found[0][0]


def government_of(agency_id: int) -> int:
    """The government to which an agency belongs."""
    return next(one.id for one in governments() if any(each.id == agency_id for each in agencies_of(one.id)))


def references_of(schema: Schema) -> dict[str, Iterable[str]]:
    """The codes of every list to which a column of the schema is bound. Raises `SchemaRefused` for an unknown one."""
    bound = dict(one.reference for one in schema.fields if one.reference)
    return {name: _codes(name, column) for name, column in bound.items()}


def totals_of(schema: Schema, agency_id: int) -> list[dict[tuple[str, ...], str]]:
    """What the other data sets of the rules across data sets hold, in their order. Raises `SchemaRefused`."""
    return [
        totals_in(slug=one.resource, wanted=Wanted(one.their_columns, one.their_summed), agency_id=agency_id)
        for one in schema.totals
    ]


def _codes(name: str, column: str) -> Iterable[str]:
    if name == "kode-wilayah":
        dotted = [code for one in governments() for code in _regions(one.code)]
        # Statistics write the same codes without dots.
        return [*dotted, *(code.replace(".", "") for code in dotted)]
    if name == "instansi":
        return [agency.slug for one in governments() for agency in agencies_of(one.id)]
    try:
        return codes_in(slug=name, column=column, viewer=OPERATOR)
    except (UnknownDataset, KeyError):
        raise SchemaRefused(
            where="foreignKeys", why=f"daftar “{name}” dengan kolom “{column}” tidak ada"
        ) from None


def _regions(code: str) -> Iterator[str]:
    """A region with everything inside it."""
    yield code
    for region in regions_under(code):
        yield from _regions(region.code) if region.level == "kecamatan" else [region.code]
