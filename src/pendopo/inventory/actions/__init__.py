"""Everything that can be done with an inventory. One transaction each."""

from pendopo.inventory.actions.elements import (
    add_element,
    change_element,
    relate,
    unrelate,
    withdraw_element,
)

__all__ = ["add_element", "change_element", "relate", "unrelate", "withdraw_element"]
