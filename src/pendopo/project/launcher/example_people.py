"""Who can sign in to the demo. Imported once Django is set up."""

from dataclasses import dataclass

from pendopo.directory.queries import OfficeView, agencies_of, governments, services_of
from pendopo.kernel.actor import Grant, Role

#: Whose authenticator app the console of the demo plays (`visitors/web/phone.py`).
WITH_A_PHONE = "kepala"
#: A Produsen Data per agency, and those who check what they deliver.
PRODUCERS = {"setda": "produsen-setda", "diskominfo": "produsen", "dpmptsp": "produsen-dpmptsp"}
STEWARD, ADVISOR = "walidata", "pembina"


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in to the demo."""

    username: str
    display_name: str
    grant: Grant
    role: str = ""


def people_of(office: OfficeView) -> tuple[Person, ...]:
    """Everybody, in the order in which they are shown."""
    agency_id = services_of(office.id)[0].agency_id
    hall = _people(office.government_id, agency_id, office.id)
    return hall + _assessors() + _data_people(office.government_id)


def regency() -> int | None:
    """The number of the Kabupaten, if the content has it."""
    return next((one.id for one in governments() if one.code == "35.16"), None)


def _people(government_id: int, agency_id: int, office_id: int) -> tuple[Person, ...]:
    """One person per role."""
    return (
        Person("petugas", "Petugas Loket", Grant(Role.OFFICER, office_id=office_id)),
        Person("supervisor", "Supervisor MPP", Grant(Role.SUPERVISOR, office_id=office_id)),
        Person("penyunting", "Penyunting Layanan", Grant(Role.AGENCY_EDITOR, agency_id=agency_id)),
        Person("organisasi", "Bagian Organisasi", Grant(Role.SURVEY_MANAGER, government_id=government_id)),
        Person("admin", "Administrator", Grant(Role.ADMINISTRATOR, government_id=government_id)),
    )


def _assessors() -> tuple[Person, ...]:
    """The people of the worked assessment, which is that of the Kabupaten."""
    home = regency()
    if home is None:
        return ()
    lead = Grant(Role.COORDINATOR, government_id=home)
    part = Grant(Role.PARTICIPANT, government_id=home)
    return (
        Person("koordinator", "Koordinator Penilaian", lead),
        Person("penanggungjawab", "Penanggung Jawab", part, "accountable"),
        Person("entri", "Pelaksana Entri Data", part, "data-entry"),
        Person("responden", "Responden Diskominfo", part, "respondent"),
        Person("asesor", "Asesor Internal", part, "internal-assessor"),
        Person("evaluator", "Asesor Eksternal", part, "external-assessor"),
        *_agencies(home),
    )


def _agencies(home: int) -> tuple[Person, ...]:
    """Who promises and reports in the worked roadmap."""
    known = {one.slug: one.id for one in agencies_of(home)}
    diskominfo, bappeda = (Grant(Role.AGENCY_HEAD, home, known[slug]) for slug in ("diskominfo", "bappeda"))
    staff = Grant(Role.PARTICIPANT, home, known["diskominfo"])
    return (
        Person("kepala", "Kepala Diskominfo", diskominfo, "agency-head"),
        Person("kepala-bappeda", "Kepala Bappeda", bappeda, "agency-head-bappeda"),
        Person("staf", "Staf Diskominfo", staff, "agency-staff"),
    )


def _data_people(government_id: int) -> tuple[Person, ...]:
    """Those who deliver, check and publish data."""
    agencies = {one.slug: one for one in agencies_of(government_id)}
    producers = tuple(
        Person(
            username,
            f"Produsen Data {agencies[slug].short_name}",
            Grant(Role.DATA_PRODUCER, government_id=government_id, agency_id=agencies[slug].id),
        )
        for slug, username in PRODUCERS.items()
        if slug in agencies
    )
    if len(producers) < len(PRODUCERS):
        return ()
    home = agencies["diskominfo"]
    analyst = Grant(Role.ANALYST, government_id=government_id, agency_id=home.id)
    return (
        *producers,
        Person("analis", f"Analis Data {home.short_name}", analyst),
        Person(STEWARD, "Walidata Kota", Grant(Role.DATA_STEWARD, government_id=government_id)),
        Person(ADVISOR, "Pembina Data Statistik", Grant(Role.DATA_ADVISOR, government_id=government_id)),
    )
