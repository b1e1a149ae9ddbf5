"""Calls to sites of others that staff has named: catalogues that are read, programs that are told."""

from pendopo.datahouse.calling.web import Answer, Caller

__all__ = ["Answer", "Caller"]
