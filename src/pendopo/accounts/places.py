"""Where the names of places come from. They belong to the directory, which lies above this app.

The setting `PENDOPO_PLACES` names a function without arguments that lists them.
"""

from django.conf import settings
from django.utils.module_loading import import_string

from pendopo.accounts.domain.places import NamedPlace
from pendopo.accounts.domain.policy import EVERYWHERE


def named_places() -> list[NamedPlace]:
    """Every place that a role can be limited to; first the whole deployment, for its administrators."""
    everywhere = NamedPlace(EVERYWHERE, "Seluruh pemerintah daerah", "Tanpa batas")
    return [everywhere, *import_string(settings.PENDOPO_PLACES)()]
