"""Everything that can be done with an inventory. One transaction each."""

from pendopo.inventory.actions.elements import (
    add_element,
    change_element,
    relate,
    unrelate,
    withdraw_element,
)
from pendopo.inventory.actions.importing import (
    ShownIsOld,
    import_tables,
    import_upload,
    import_workbook,
    take_upload,
)

__all__ = [
    "ShownIsOld",
    "add_element",
    "change_element",
    "import_tables",
    "import_upload",
    "import_workbook",
    "relate",
    "take_upload",
    "unrelate",
    "withdraw_element",
]
