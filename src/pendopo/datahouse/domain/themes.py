"""What a data set is about: a short list, so that a citizen finds it without knowing which agency has it.

Each theme names the one of the European data-theme vocabulary that DCAT catalogues exchange.
"""

from dataclasses import dataclass

_VOCABULARY = "http://publications.europa.eu/resource/authority/data-theme/"


@dataclass(frozen=True)
class Theme:
    """`code` stands in addresses; `address` is the theme in the vocabulary of DCAT."""

    code: str
    name: str
    address: str


THEMES: tuple[Theme, ...] = tuple(
    Theme(code, name, _VOCABULARY + term)
    for code, name, term in (
        ("ekonomi", "Ekonomi dan keuangan", "ECON"),
        ("kependudukan", "Kependudukan dan sosial", "SOCI"),
        ("kesehatan", "Kesehatan", "HEAL"),
        ("lingkungan", "Lingkungan hidup", "ENVI"),
        ("pangan", "Pertanian dan pangan", "AGRI"),
        ("pemerintahan", "Pemerintahan dan layanan publik", "GOVE"),
        ("pendidikan", "Pendidikan dan kebudayaan", "EDUC"),
        ("perhubungan", "Perhubungan", "TRAN"),
        ("keamanan", "Ketertiban, hukum, dan keamanan", "JUST"),
        ("teknologi", "Ilmu pengetahuan dan teknologi", "TECH"),
        ("wilayah", "Wilayah dan permukiman", "REGI"),
    )
)
_BY_CODE = {one.code: one for one in THEMES}


def theme(code: str) -> Theme | None:
    """The theme of that code."""
    return _BY_CODE.get(code)
