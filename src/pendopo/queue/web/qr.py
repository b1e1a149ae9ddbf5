"""QR codes drawn into the page: no image request, sharp on paper."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(address: str) -> SafeString:
    """The address as SVG, four modules of quiet zone included; size it by CSS (class `app-qr`).

    Decorative for screen readers: the page says the address in words or offers it as a link.
    """
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=4, omitsize=True, svgclass="app-qr", lineclass=None, dark="#000", light="#fff"
    )
    # Drawn by us from numbers only; the address itself is not in the markup.
    return mark_safe(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S308
