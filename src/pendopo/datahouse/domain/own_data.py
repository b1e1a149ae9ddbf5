"""What a data set that the house fills by itself says about itself; `own_sets` has them all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pendopo.datahouse.domain.description import NO_STANDARD, Description
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.policy import Access


@dataclass(frozen=True)
class OwnColumn:
    """A column with its meaning; `unit` for figures, `limits` as constraints of a Table Schema."""

    name: str
    type: str
    meaning: str
    unit: str = ""
    measure: str = ""
    key: bool = False
    limits: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class OwnData:
    """One data set; `name` begins its short name, the code of the government ends it.

    `about` answers questions on how it is made (`metadata.BLOCKS`); `level` names the column that tells totals
    from parts.
    """

    name: str
    title: str
    summary: str
    purpose: str
    period: str
    theme: str
    tags: tuple[str, ...]
    columns: tuple[OwnColumn, ...]
    about: Mapping[str, str]
    level: str = ""

    def slug(self, government_code: str) -> str:
        """The short name: "antrean-bulanan-3576"."""
        return f"{self.name}-{government_code.replace('.', '')}"

    def schema(self) -> dict[str, Any]:
        """Its Table Schema."""
        document: dict[str, Any] = {
            "fields": [_field(one) for one in self.columns],
            "primaryKey": [one.name for one in self.columns if one.key],
        }
        return document | ({"levelColumn": self.level} if self.level else {})

    def said(self, government: str) -> Description:
        """What is said about it."""
        metadata: Mapping[str, str] = {
            "cara_pengumpulan_data": "catatan administrasi", "penanggung_jawab": "Walidata", "tujuan": self.purpose,
            "referensi_waktu": self.period, "cakupan_wilayah": government, **_SHARED, **self.about,
        }  # fmt: skip
        return Description(
            title=f"{self.title} {government}", summary=self.summary, access=Access.OPEN, licence="CC-BY-4.0",
            frequency=Frequency.DAILY, theme=self.theme, tags=self.tags, metadata=metadata,
            columns={one.name: {"standar": NO_STANDARD} for one in self.columns},
        )  # fmt: skip


#: True of all of them: nobody types these rows.
_SHARED = {
    "jenis_statistik": "sektoral",
    "sektor_kegiatan": "Pemerintahan umum",
    "kegiatan_dilakukan": "berulang",
    "sarana": "aplikasi",
    "pemeriksaan_kualitas": "Setiap baris dihitung program dan diperiksa terhadap batas tiap kolom.",
    "pengolahan": "Dihitung ulang seluruhnya setiap hari; tidak ada angka yang diketik.",
}


def _field(one: OwnColumn) -> dict[str, Any]:
    about = {"nama": one.name, "definisi": one.meaning, "ukuran": one.measure, "satuan": one.unit}
    kept: dict[str, Any] = {
        "name": one.name, "type": one.type, "msVar": {name: text for name, text in about.items() if text},
    }  # fmt: skip
    if one.type == "number":
        kept["scale"] = 2
    return kept | ({"constraints": dict(one.limits)} if one.limits else {})
