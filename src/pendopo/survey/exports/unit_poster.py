"""The poster with the code for the wall of a unit."""

from pathlib import Path

from pendopo.documents.typesetting import qr_image, set_pdf

_SOURCE = Path(__file__).with_name("unit_poster.typ")


def unit_poster(service: str, office: str, address: str) -> bytes:
    """An A4 page; `address` stands as a QR code and in writing, for phones that cannot scan."""
    content = {"service": service, "office": office, "address": address.partition("://")[2]}
    return set_pdf(_SOURCE.read_text(), content, {"code.svg": qr_image(address)})
