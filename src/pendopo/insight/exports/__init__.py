"""Files that `insight` makes."""

from pendopo.insight.exports.gathered import gathered_pdf

__all__ = ["gathered_pdf"]
