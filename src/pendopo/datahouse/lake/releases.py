"""Where the stable files of releases lie: each under its SHA-256, so that the same content is one file."""

from pathlib import Path


def released_file(folder: Path, sha256: str) -> Path:
    """The place of a released file in the folder of the lake; its name says nothing about its form."""
    return folder.absolute() / "released" / sha256[:2] / sha256
