"""Tests run in several processes (pytest-xdist): what each of them needs for itself.

Loaded by pytest before everything else, since settings are read once. Databases need nothing: pytest-django and
`tests.servers` give each process its own.
"""

import os
import sys

# People of the tests sign in without a phone; tests of the second factor say so themselves.
os.environ.setdefault("PENDOPO_MFA_ROLES", "")

_worker = os.environ.get("PYTEST_XDIST_WORKER")
if _worker and "PENDOPO_DATA" in os.environ:
    os.environ["PENDOPO_DATA"] = os.path.join(os.environ["PENDOPO_DATA"], _worker)

if _worker and not hasattr(sys.modules["__main__"], "__file__"):
    # A process of pytest-xdist has no file of its own, and pyspark takes it for its own doctests then.
    sys.modules["__main__"].__file__ = __file__
