"""The settings, read from the environment once and checked at start.

`docs/operator/settings.md` is generated from `VARIABLES`; a test holds them together.
"""

import os
from collections.abc import Mapping
from typing import Any

from pendopo.project.variables import VARIABLES, Variable


class EnvironmentFault(Exception):
    """Some settings are missing or unreadable; the message lists all of them at once."""


def read_environment(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """All settings by name, each read and checked. Raises `EnvironmentFault` naming every fault at once."""
    values: dict[str, Any] = {}
    faults: list[str] = []
    for variable in VARIABLES:
        raw = environ.get(variable.name, variable.default)
        if raw is None:
            faults.append(f"{variable.name} is missing. {variable.meaning} Example: {variable.example}")
            continue
        try:
            values[variable.name] = variable.read(raw)
        except ValueError as fault:
            faults.append(f"{variable.name}: {fault}. {variable.meaning}")
    if values.get("PENDOPO_LAKE_STORE"):
        faults += [
            f"{name} is missing: PENDOPO_LAKE_STORE needs it."
            for name in ("PENDOPO_LAKE_KEY", "PENDOPO_LAKE_SECRET")
            if not values.get(name)
        ]
    if faults:
        raise EnvironmentFault("These settings need attention:\n  " + "\n  ".join(faults))
    return values


def settings_page() -> str:
    """`docs/operator/settings.md`, made from `VARIABLES`."""
    rows = [
        f"| `{one.name}` | {one.meaning} | {_default(one)} | {f'`{one.example}`' if one.example else ''} |"
        for one in VARIABLES
    ]
    return "\n".join((_PAGE_HEAD, "| name | meaning | default | example |", "|---|---|---|---|", *rows, ""))


_PAGE_HEAD = """# Settings

Every setting comes from the environment and is checked at start: all faults are listed at once, and nothing
starts with a setting that cannot be read. This page is generated: change `VARIABLES` in
`src/pendopo/project/variables.py`, then run `python -m pendopo.project.environment > docs/operator/settings.md`.
"""


def _default(variable: Variable) -> str:
    if variable.default is None:
        return "**required**"
    return f"`{variable.default}`" if variable.default else "empty"


if __name__ == "__main__":
    print(settings_page(), end="")
