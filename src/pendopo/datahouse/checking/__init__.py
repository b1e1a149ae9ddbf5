"""Checking a delivery: the quick way when nothing is wrong, or else counting all faults and locating them."""

from pendopo.datahouse.checking.delivery import Checked, check
from pendopo.datahouse.checking.kept import check_kept
from pendopo.datahouse.checking.swift import check_plain

__all__ = ["Checked", "check", "check_kept", "check_plain"]
