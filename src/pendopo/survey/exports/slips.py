"""The sheets of slips: cut, fold with the print inside, seal, mix, put into the box of the service."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from pendopo.design.wording import long_day
from pendopo.directory.domain.rules import ServiceRules
from pendopo.directory.queries import office_by_id
from pendopo.documents.typesetting import qr_image, set_pdf

_SOURCE = Path(__file__).with_name("slips.typ")


def slip_sheet(
    rules: ServiceRules, day: date, codes: Sequence[str], *, base_url: str, valid_days: int
) -> bytes:
    """The PDF of one slip per code, ten to an A4 page. The code is in the address's fragment, which browsers
    keep to themselves."""
    content = {
        "office": office_by_id(rules.office_id).name,
        "service": rules.name,
        "letter": rules.letter,
        "day": long_day(day),
        "until": long_day(day + timedelta(days=valid_days)),
        "address": f"{base_url}/survei/".partition("://")[2],
        "codes": list(codes),
    }
    images = {f"{number}.svg": qr_image(f"{base_url}/survei/#{code}") for number, code in enumerate(codes)}
    return set_pdf(_SOURCE.read_text(), content, images)
