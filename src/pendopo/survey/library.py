"""The frameworks in `content/survey`, by name. Knows files, neither settings nor a database."""

from pathlib import Path

from pendopo.survey.domain.framework import Framework, FrameworkFault, read_framework


class UnknownFramework(FrameworkFault):
    """No framework of that name."""


def names(folder: Path) -> list[str]:
    """The frameworks that can be named."""
    return sorted(file.stem for file in folder.glob("*.yaml"))


def find_framework(folder: Path, name: str) -> Framework:
    """The framework of that name in the folder, or in the file that `name` leads to.

    Raises `UnknownFramework`, or `FrameworkFault` for a file that cannot be used.
    """
    file = folder / f"{name}.yaml" if name in names(folder) else Path(name)
    if not file.is_file():
        raise UnknownFramework(f"unknown framework {name}")
    return read_framework(file.read_bytes(), lambda base: find_framework(folder, base))
