"""Under which terms open data may be used again. Access ("terbuka") says who may see it, a licence what one may do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """`code` as CKAN and SPDX write it; `address` is the text of the licence; `open` by the Open Definition 2.1."""

    code: str
    name: str
    address: str
    open: bool = True


LICENCES: tuple[Licence, ...] = (
    Licence("CC-BY-4.0", "Creative Commons Atribusi 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    Licence(
        "CC-BY-SA-4.0",
        "Creative Commons Atribusi-BerbagiSerupa 4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    Licence("CC0-1.0", "Creative Commons CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    Licence("MIT", "Lisensi MIT", "https://opensource.org/license/mit"),
    Licence("ODbL-1.0", "Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    Licence(
        "ODC-BY-1.0", "Open Data Commons Attribution 1.0", "https://opendatacommons.org/licenses/by/1-0/"
    ),
)
_BY_CODE = {one.code: one for one in LICENCES}


def licence(code: str) -> Licence | None:
    """The licence of that code; None for data without one."""
    return _BY_CODE.get(code)
