"""What one can do with the simulated day: change its speed."""

from django.db import transaction

from pendopo.kernel.errors import Invalid
from pendopo.visitors import store

#: Speeds on offer: simulated minutes per real minute.
SPEEDS = (0, 1, 5, 10, 30, 60)


@transaction.atomic
def set_speed(speed: int) -> None:
    """Let the day run at one of `SPEEDS`; 0 pauses it. Raises `Invalid` for any other."""
    if speed not in SPEEDS:
        raise Invalid("Pilih salah satu kecepatan yang tersedia.", field="speed")
    store.save_speed(speed)
