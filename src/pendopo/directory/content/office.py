"""An office with its hours, services, standards and counters (YAML)."""

from pendopo.directory.content.places import SLUG, SLUG_MEANING, Known, read_origin
from pendopo.directory.content.week import WEEKDAYS, read_week
from pendopo.directory.domain.content import ComponentContent, CounterContent, OfficeContent, ServiceContent
from pendopo.directory.domain.standard import BY_KEY, PUBLISHED, Component
from pendopo.kernel.days import ZONES
from pendopo.kernel.yaml_pages import Section

Defaults = dict[Component, ComponentContent]


def read_office(top: Section, known: Known) -> OfficeContent:
    """One office. `standard_defaults` holds components that hold for every service that does not say otherwise."""
    origin = read_origin(top)
    head = top.needed("office")
    shared = top.section("standard_defaults")
    defaults = _read_components(shared, origin.source) if shared else {}
    services = _read_services(top, defaults, head.text("government"), known)
    office = OfficeContent(
        slug=head.matching("slug", SLUG, SLUG_MEANING),
        government=head.text("government", ""),
        name=head.text("name"),
        also_known_as=head.text("also_known_as", ""),
        address=head.text("address"),
        address_note=head.text("address_note", ""),
        region=head.text("region", "") or None,
        phone=head.text("phone", ""),
        email=head.text("email", ""),
        zone=head.choice("zone", tuple(ZONES), "Asia/Jakarta"),
        numbers_from=head.clock("numbers_from", "06.00"),
        complaint_channels=head.texts("complaint_channels"),
        facilities=head.texts("facilities"),
        hours=read_week(head.needed("hours")),
        example_days=tuple(WEEKDAYS[name] for name in head.texts("example_hours") if name in WEEKDAYS),
        hours_note=head.text("hours_note", ""),
        example=head.flag("example"),
        origin=origin,
        services=services,
        counters=_read_counters(top, {service.slug for service in services}),
    )
    known.government(head, "government", office.government)
    known.region(head, "region", office.region or "")
    head.close()
    return office


def _read_services(
    top: Section, defaults: Defaults, government: str, known: Known
) -> tuple[ServiceContent, ...]:
    found: list[ServiceContent] = []
    for entry in top.sections("services"):
        service = _read_service(entry, defaults)
        known.agency(entry, "agency", government, service.agency)
        if any(service.letter == other.letter for other in found):
            entry.fault("letter", f"huruf {service.letter} sudah dipakai layanan lain di kantor ini")
        if any(service.slug == other.slug for other in found):
            entry.fault("slug", f"“{service.slug}” sudah dipakai layanan lain di kantor ini")
        found.append(service)
    return tuple(found)


def _read_service(entry: Section, defaults: Defaults) -> ServiceContent:
    source = entry.text("source")
    components = defaults | _read_components(entry.needed("standard"), source)
    missing = [component.key for component in PUBLISHED if component not in components]
    if missing:
        entry.fault("standard", f"enam komponen wajib diumumkan; belum ada: {', '.join(missing)}")
    service = ServiceContent(
        slug=entry.matching("slug", SLUG, SLUG_MEANING),
        letter=entry.matching("letter", r"[A-Z]{1,2}", "satu atau dua huruf besar, misalnya A"),
        name=entry.text("name"),
        agency=entry.text("agency"),
        summary=entry.text("summary"),
        search_words=entry.texts("search_words"),
        daily_quota=entry.whole("daily_quota", 0, 100_000, optional=True),
        promise_minutes=entry.number("promise_minutes", 1, 480),
        hours=read_week(entry.section("hours")),
        source=source,
        last_checked=entry.day("last_checked"),
        example=entry.flag("example"),
        components=tuple(components[component] for component in sorted(components)),
    )
    entry.close()
    return service


def _read_components(standard: Section, source: str) -> Defaults:
    """A component is a text, a list of texts, or a mapping `isi`, `source`, `example`."""
    found = {}
    for key, component in BY_KEY.items():
        if not standard.has(key):
            continue
        part = standard.section(key) if standard.is_section(key) else None
        items = part.texts("isi") if part else standard.texts(key)
        if not items:
            standard.fault(key, "belum diisi")
            continue
        found[component] = ComponentContent(
            component,
            items,
            part.text("source", source) if part else source,
            part.flag("example") if part else False,
        )
        if part:
            part.close()
    _note_unknown(standard)
    return found


def _note_unknown(standard: Section) -> None:
    for key in standard.names():
        if key not in BY_KEY:
            standard.fault(key, f"bukan komponen standar pelayanan; yang dikenal: {', '.join(BY_KEY)}")


def _read_counters(top: Section, known: set[str]) -> tuple[CounterContent, ...]:
    found: list[CounterContent] = []
    for entry in top.sections("counters"):
        counter = CounterContent(
            entry.number("number", 1, 999), entry.text("name"), entry.text("floor"), entry.texts("services")
        )
        for slug in sorted(set(counter.services) - known):
            entry.fault("services", f"layanan “{slug}” tidak ada di kantor ini")
        if len(set(counter.services)) < len(counter.services):
            entry.fault("services", "ada layanan yang tertulis dua kali")
        if any(counter.number == other.number for other in found):
            entry.fault("number", f"loket {counter.number} tertulis dua kali")
        entry.close()
        found.append(counter)
    return tuple(found)
