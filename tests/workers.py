"""Tests run in several processes (pytest-xdist): what each of them needs for itself.

Loaded by pytest before everything else, since settings are read once. Databases need nothing: pytest-django and
`tests.servers` give each process its own.
"""

import gc
import os
import sys

import pytest

# What is loaded and collected stays until the end: nobody looks for garbage in it (decision 0030).
gc.disable()

# People of the tests sign in without a phone; tests of the second factor say so themselves.
os.environ.setdefault("PENDOPO_MFA_ROLES", "")

_worker = os.environ.get("PYTEST_XDIST_WORKER")
if _worker and "PENDOPO_DATA" in os.environ:
    os.environ["PENDOPO_DATA"] = os.path.join(os.environ["PENDOPO_DATA"], _worker)

if _worker and not hasattr(sys.modules["__main__"], "__file__"):
    # A process of pytest-xdist has no file of its own, and pyspark takes it for its own doctests then.
    sys.modules["__main__"].__file__ = __file__


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """From here on there is garbage, and only what is new can be some."""
    gc.freeze()
    gc.enable()


def pytest_sessionfinish() -> None:
    """Extension modules complain of what nobody has collected when the process ends."""
    gc.unfreeze()
