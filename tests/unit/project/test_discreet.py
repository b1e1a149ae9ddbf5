"""Whoever reads the logs learns nothing that opens a ticket or an account."""

import logging

import pytest

from pendopo.project.discreet import DiscreetFormatter

KEY = "pdp_" + "aB3-" * 11


@pytest.mark.parametrize(
    "secret", ["3f0d3c1e-6a51-4b6e-9a53-0c8a1b2d4e5f", "3F0D3C1E-6A51-4B6E-9A53-0C8A1B2D4E5F", KEY]
)
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
