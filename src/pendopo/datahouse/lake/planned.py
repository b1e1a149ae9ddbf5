"""What has to be read for one version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa


@dataclass(frozen=True)
class Planned:
    """Parquet files, or rows where files alone would not tell the truth."""

    files: tuple[Path, ...]
    rows: pa.Table | None = None
