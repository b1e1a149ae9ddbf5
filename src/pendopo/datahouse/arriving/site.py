"""Folders and limits as this site has set them, for entry points."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from pendopo.datahouse.arriving.folder import ArrivalFolder
from pendopo.datahouse.domain.arrivals import Limits

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class House:
    """Where arrivals wait, where versions are kept, and how much may come."""

    arrivals: ArrivalFolder
    lake: Path
    limits: Limits


def site_house() -> House:
    """The house of this site. Arrivals lie beside the lake, where nothing but versions may be."""
    lake = Path(settings.PENDOPO_LAKE)
    return House(
        arrivals=ArrivalFolder(lake.parent / "arrivals"),
        lake=lake,
        limits=Limits(
            file_bytes=settings.ENV["PENDOPO_DELIVERY_MB"] * MEGABYTE,
            day_files=settings.ENV["PENDOPO_DELIVERIES_PER_DAY"],
            day_bytes=settings.ENV["PENDOPO_DELIVERIES_MB_PER_DAY"] * MEGABYTE,
        ),
    )
