"""Checks of a submitted version: by whom, and how they end."""

from enum import StrEnum


class Stage(StrEnum):
    """Who checks: the Walidata always, the Pembina Data what is Data Prioritas."""

    STEWARD = "walidata"
    ADVISOR = "pembina"


class Decision(StrEnum):
    """How a check ended."""

    RETURNED = "dikembalikan"
    PASSED_ON = "diteruskan"
    APPROVED = "disetujui"
