"""Documents of the roadmap for paper."""

from pendopo.roadmap.exports.sheet import agency_sheet, meeting_pack

__all__ = ["agency_sheet", "meeting_pack"]
