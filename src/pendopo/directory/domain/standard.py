"""The service standard of PermenPANRB 15/2014: 14 components, of which six must be published to citizens."""

from enum import IntEnum
from typing import NamedTuple

#: Shown as the legal base wherever the components are listed.
REGULATION = "PermenPANRB Nomor 15 Tahun 2014 tentang Pedoman Standar Pelayanan"


class _Words(NamedTuple):
    key: str
    title: str


class Component(IntEnum):
    """A component by its number in the regulation; 1 to 6 concern the delivery, 7 to 14 the inner workings."""

    REQUIREMENTS = 1
    PROCEDURE = 2
    DURATION = 3
    FEE = 4
    PRODUCT = 5
    COMPLAINTS = 6
    LEGAL_BASE = 7
    FACILITIES = 8
    COMPETENCE = 9
    INTERNAL_CONTROL = 10
    STAFF = 11
    GUARANTEE = 12
    SAFETY = 13
    EVALUATION = 14

    @property
    def key(self) -> str:
        """The name of the component in content files."""
        return _WORDS[self].key

    @property
    def title(self) -> str:
        """The name that citizens and staff read, in Indonesian."""
        return _WORDS[self].title

    @property
    def published(self) -> bool:
        """Whether citizens must be able to read it."""
        return self <= Component.COMPLAINTS


_WORDS = {
    Component.REQUIREMENTS: _Words("persyaratan", "Persyaratan"),
    Component.PROCEDURE: _Words("prosedur", "Sistem, mekanisme, dan prosedur"),
    Component.DURATION: _Words("jangka-waktu", "Jangka waktu pelayanan"),
    Component.FEE: _Words("biaya", "Biaya atau tarif"),
    Component.PRODUCT: _Words("produk", "Produk pelayanan"),
    Component.COMPLAINTS: _Words("pengaduan", "Penanganan pengaduan, saran, dan masukan"),
    Component.LEGAL_BASE: _Words("dasar-hukum", "Dasar hukum"),
    Component.FACILITIES: _Words("sarana", "Sarana, prasarana, dan fasilitas"),
    Component.COMPETENCE: _Words("kompetensi", "Kompetensi pelaksana"),
    Component.INTERNAL_CONTROL: _Words("pengawasan", "Pengawasan internal"),
    Component.STAFF: _Words("jumlah-pelaksana", "Jumlah pelaksana"),
    Component.GUARANTEE: _Words("jaminan-pelayanan", "Jaminan pelayanan"),
    Component.SAFETY: _Words("jaminan-keamanan", "Jaminan keamanan dan keselamatan pelayanan"),
    Component.EVALUATION: _Words("evaluasi", "Evaluasi kinerja pelaksana"),
}

PUBLISHED = tuple(component for component in Component if component.published)
INTERNAL = tuple(component for component in Component if not component.published)
BY_KEY = {component.key: component for component in Component}
