"""Checking a staged delivery: counting every fault in one pass, and locating the faults only when there are any."""

from pendopo.datahouse.checking.delivery import Checked, check

__all__ = ["Checked", "check"]
