"""What the person in front of the preview has decided about a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pendopo.kernel.days import Month


@dataclass(frozen=True)
class Choices:
    """`columns`: roles by the column's index. `services`: a service by its plain name in the file.

    `service` and `month` hold for rows that do not say theirs. `numbering`: whether names or codes are right.
    """

    columns: Mapping[int, str] = field(default_factory=dict)
    services: Mapping[str, int] = field(default_factory=dict)
    service: int | None = None
    month: Month | None = None
    numbering: str = ""

    def as_json(self) -> dict[str, object]:
        """As the draft keeps it."""
        return {
            "columns": {str(index): role for index, role in self.columns.items()},
            "services": dict(self.services),
            "service": self.service,
            "month": str(self.month) if self.month else None,
            "numbering": self.numbering,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> "Choices":
        """As it was kept."""
        columns: Any = kept.get("columns") or {}
        services: Any = kept.get("services") or {}
        month, service = kept.get("month"), kept.get("service")
        return cls(
            columns={int(index): str(role) for index, role in columns.items()},
            services={str(name): int(number) for name, number in services.items()},
            service=service if isinstance(service, int) else None,
            month=Month.parse(month) if isinstance(month, str) else None,
            numbering=str(kept.get("numbering") or ""),
        )
