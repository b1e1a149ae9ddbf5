"""`{% load wording %}`: figures, money, days and clock times in templates.

Tags: `{% figure value %}` 1.234,5 · `{% rupiah amount %}` Rp25.000 · `{% percent value %}` 82,4% ·
`{% clock moment zone %}` 10.40 WIB · `{% clock_range first last zone %}` 10.40–10.55 WIB ·
`{% long_day day %}` Senin, 23 November 2026 · `{% short_day day %}` 23 November 2026 ·
`{% month day %}` November 2026 · `{% moment value zone %}` with day and time.
`zone` may be left out where the view put `zone` into the context; else the site's own zone holds.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings

from pendopo.design import wording

register = template.Library()

for _plain in (
    wording.figure,
    wording.rupiah,
    wording.percent,
    wording.long_day,
    wording.short_day,
    wording.month,
):
    register.simple_tag(_plain)


def _zone(context: template.Context, given: ZoneInfo | str | None) -> ZoneInfo:
    zone = given or context.get("zone") or settings.TIME_ZONE
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo(zone)


@register.simple_tag(takes_context=True)
def clock(context: template.Context, moment: datetime, zone: ZoneInfo | str | None = None) -> str:
    """See `wording.clock`."""
    return wording.clock(moment, _zone(context, zone))


@register.simple_tag(takes_context=True)
def clock_range(
    context: template.Context, first: datetime, last: datetime, zone: ZoneInfo | str | None = None
) -> str:
    """See `wording.clock_range`."""
    return wording.clock_range(first, last, _zone(context, zone))


@register.simple_tag(takes_context=True)
def moment(context: template.Context, value: datetime, zone: ZoneInfo | str | None = None) -> str:
    """See `wording.moment`."""
    return wording.moment(value, _zone(context, zone))
