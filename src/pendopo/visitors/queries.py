"""What the console and the simulation read."""

from pendopo.visitors.models import Control


def speed() -> int:
    """Simulated minutes per real minute; 0 = paused."""
    found = Control.objects.filter(id=1).values_list("speed", flat=True).first()
    return int(Control._meta.get_field("speed").default) if found is None else found
