"""Typst sources become PDF, in memory: nothing of a document is ever written to a disk."""

import io
import json
from collections.abc import Mapping

import segno
import typst


class TypesettingFault(RuntimeError):
    """A document could not be set: a fault of its source, never of who asked for it."""


def set_pdf(source: str, content: Mapping[str, object], images: Mapping[str, bytes]) -> bytes:
    """The PDF of the Typst `source`, which reads `content` from "content.json" and `images` by their names.

    Only the fonts that come with Typst are used, so that every machine makes the same pages.
    """
    files = {"main.typ": source.encode(), "content.json": json.dumps(content).encode(), **images}
    try:
        pdf: bytes = typst.compile(files, format="pdf", ignore_system_fonts=True)
    except typst.TypstError as fault:
        raise TypesettingFault(str(fault)) from None
    return pdf


def qr_image(text: str) -> bytes:
    """A QR code as SVG, for `set_pdf`; a quarter of it may be dirty or folded."""
    drawn = io.BytesIO()
    segno.make(text, error="q", micro=False, boost_error=False).save(drawn, kind="svg", border=0)
    return drawn.getvalue()
