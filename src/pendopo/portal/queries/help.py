"""Who speaks on this site and where a person can be reached: below every page."""

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from pendopo.design.shell import HelpFacts, Link
from pendopo.design.wording import hours
from pendopo.directory.queries import OfficeView, default_office
from pendopo.kernel import clock
from pendopo.kernel.days import local_day, zone_label


def help_facts(slug: str) -> HelpFacts:
    """The facts of the office with this short name. Asked by the page shell about once a minute."""
    office = default_office(slug)
    return HelpFacts(
        office_name=office.name,
        phone=office.phone,
        address=office.address,
        hours=today_words(office, now=clock.now()),
        links=(
            Link(reverse("portal:satisfaction", args=[office.slug]), gettext("Indeks kepuasan")),
            Link(reverse("survey:begin"), gettext("Isi survei")),
            Link(reverse("assessment:results"), gettext("Kematangan digital")),
            Link(reverse("data:catalogue"), gettext("Data terbuka")),
            Link(reverse("portal:verify"), gettext("Periksa catatan publik")),
            Link(reverse("portal:about"), gettext("Tentang, privasi, dan aksesibilitas")),
        ),
    )


def today_words(office: OfficeView, *, now: datetime) -> str:
    """The office's hours of the present day: "Hari ini 08.00-14.00 WIB"."""
    if settings.ENV["PENDOPO_ALWAYS_OPEN"]:
        return gettext("Uji coba: selalu buka")
    spans = day_words(office, local_day(now, office.zone))
    if not spans:
        return gettext("Hari ini tutup")
    return gettext("Hari ini %(spans)s %(zone)s") % {"spans": spans, "zone": zone_label(office.zone)}


def day_words(office: OfficeView, day: date) -> str:
    """The hours of one day, without the zone; empty when closed."""
    return ", ".join(hours(span.opens, span.closes) for span in office.calendar.on(day).intervals)
