"""Whoever reads the logs learns nothing that opens a ticket or an account."""

import logging
import uuid

import pytest

from pendopo.project.discreet import DiscreetFormatter

KEY = "pdp_" + "aB3-" * 11


@pytest.mark.parametrize("secret", [str(uuid.uuid4()), str(uuid.uuid4()).upper(), KEY])
def test_a_secret_is_left_out_of_message_arguments_and_traceback(secret: str) -> None:
    try:
        raise ValueError(f"Key (id)=({secret}) already exists")
    except ValueError as fault:
        raised = (type(fault), fault, fault.__traceback__)
    record = logging.LogRecord("django.request", 30, "x.py", 1, "Not Found: /t/%s/", (secret,), raised)
    line = DiscreetFormatter("{levelname} {message}", style="{").format(record)
    assert secret not in line
    assert "Not Found: /t/[...]/" in line
    assert "already exists" in line


def test_other_lines_stay_as_they_are() -> None:
    record = logging.LogRecord("pendopo", 20, "x.py", 1, "day of %s closed", ("mpp-gajah-mada",), None)
    assert DiscreetFormatter().format(record) == "day of mpp-gajah-mada closed"
