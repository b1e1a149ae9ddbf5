"""Rows and domain values of the inventory, for writing. The only place of this app that takes locks."""

from pendopo.inventory.store.elements import (
    Mark,
    Stored,
    add_elements,
    lock_element,
    lock_elements,
    lock_imports,
    save_elements,
)
from pendopo.inventory.store.links import add_links, links_at, remove_links
from pendopo.inventory.store.uploads import KEPT, add_upload, drop_upload

__all__ = [
    "KEPT",
    "Mark",
    "Stored",
    "add_elements",
    "add_links",
    "add_upload",
    "drop_upload",
    "links_at",
    "lock_element",
    "lock_elements",
    "lock_imports",
    "remove_links",
    "save_elements",
]
