"""Reading the printed means of a report (NRR per unsur), to check its index."""

import re
from dataclasses import dataclass
from fractions import Fraction

from pendopo.survey.calculator.heading import read_heading
from pendopo.survey.calculator.source import MOST_TOLD, BadFile, Fault, Source
from pendopo.survey.domain.framework import Framework

ELEMENT, MEAN = "element", "mean"

#: Reports print means with two decimals; fewer digits in a file are taken for zeros that were left out.
_LEAST_DECIMALS = 2


@dataclass(frozen=True)
class Means:
    """The means by the element's code, and half of the last digit to which they were rounded."""

    values: dict[str, Fraction]
    half_unit: Fraction


def read_means(source: Source, framework: Framework) -> Means:
    """The means of all elements. Raises `BadFile` for unknown, doubled, missing elements and bad numbers."""
    heading = read_heading(source, {ELEMENT: "", MEAN: ""})
    element_at, mean_at = heading.place(ELEMENT) or 0, heading.place(MEAN) or 0
    known = {code.casefold(): code for code in framework.codes}
    written: dict[str, str] = {}
    faults: list[Fault] = []
    records = source.records()
    next(records)
    for line, record in records:
        if len(record) != len(heading.names):
            faults.append(_ragged(line, record, len(heading.names)))
            continue
        given, mean = record[element_at].strip(), record[mean_at].strip()
        code = known.get(given.casefold())
        if code is None:
            faults.append(_unknown(line, given, framework))
        elif code in written:
            faults.append(Fault(line, ELEMENT, f"unsur {code} ada lebih dari satu kali; hapus salah satunya"))
        elif not _is_mean(mean, framework):
            faults.append(Fault(line, MEAN, _expected(mean, framework)))
        if code is not None:
            written.setdefault(code, mean)
    if missing := [code for code in framework.codes if code not in written]:
        faults.append(Fault(None, ELEMENT, f"unsur {', '.join(missing)} belum ada; {_all(framework)}"))
    if faults:
        raise BadFile(source.name, faults[:MOST_TOLD], max(0, len(faults) - MOST_TOLD))
    decimals = max(_LEAST_DECIMALS, *(len(mean.partition(".")[2]) for mean in written.values()))
    values = {code: Fraction(written[code]) for code in framework.codes}
    return Means(values, Fraction(1, 2 * 10**decimals))


def _is_mean(text: str, framework: Framework) -> bool:
    low, high = framework.scale[0], framework.scale[-1]
    return re.fullmatch(r"[0-9]+(\.[0-9]{1,30})?", text) is not None and low <= Fraction(text) <= high


def _expected(text: str, framework: Framework) -> str:
    if re.fullmatch(r"[0-9]+,[0-9]+", text):
        return f"isi “{text}” memakai koma desimal; tulis {text.replace(',', '.')}"
    shown = text[:40]
    low, high = framework.scale[0], framework.scale[-1]
    return f"isi “{shown}”; rata-rata harus bilangan {low} sampai {high} dengan titik desimal, misalnya 3.29"


def _ragged(line: int, record: list[str], expected: int) -> Fault:
    text = f"ada {len(record)} sel, seharusnya {expected}"
    if len(record) == expected + 1 and all(cell.strip().isdigit() for cell in record[-2:]):
        text += f"; desimal ditulis dengan titik: {record[-2].strip()}.{record[-1].strip()}"
    return Fault(line, None, text)


def _unknown(line: int, given: str, framework: Framework) -> Fault:
    return Fault(line, ELEMENT, f"unsur “{given[:40]}” tidak dikenal; {_all(framework)}")


def _all(framework: Framework) -> str:
    codes = framework.codes
    return f"kerangka {framework.code} memakai {codes[0]} sampai {codes[-1]}, masing-masing satu kali"
