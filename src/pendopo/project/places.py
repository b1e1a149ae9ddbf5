"""The places of the directory, for choosing where a role holds (setting `PENDOPO_PLACES`).

`accounts` cannot ask the directory itself: the directory lies above it and asks it about rights.
"""

from pendopo.accounts.domain.places import NamedPlace
from pendopo.directory import queries
from pendopo.kernel.actor import Place


def named_places() -> list[NamedPlace]:
    """Governments, then agencies, then offices."""
    governments = queries.governments()
    return [
        *(
            NamedPlace(Place(government.id), government.name, "Pemerintah daerah")
            for government in governments
        ),
        *(
            NamedPlace(Place(government.id, agency_id=agency.id), agency.name, "Instansi")
            for government in governments
            for agency in queries.agencies_of(government.id)
        ),
        *(
            NamedPlace(Place(office.government_id, office_id=office.id), office.name, "Kantor layanan")
            for office in queries.offices()
        ),
    ]
