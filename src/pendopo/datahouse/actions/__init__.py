"""What is done to the data house."""

from pendopo.datahouse.actions.delivering import Delivered, deliver
from pendopo.datahouse.actions.tidying import sweep

__all__ = ["Delivered", "deliver", "sweep"]
