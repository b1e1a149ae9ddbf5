"""The speed, for writing."""

from pendopo.visitors.models import Control


def save_speed(speed: int) -> None:
    """Set the speed."""
    Control.objects.update_or_create(id=1, defaults={"speed": speed})
