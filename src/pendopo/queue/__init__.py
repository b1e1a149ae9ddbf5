"""Tickets from the taking of a number to the end of the service: numbering, calling, boards, kiosks, counters."""
