"""What the calculator answers, for people and for machines: the same figures."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from pendopo.kernel.decimals import half_up
from pendopo.survey.domain.checking import ROUNDINGS, Custom
from pendopo.survey.domain.framework import Framework
from pendopo.survey.domain.index import ElementIndex, Index
from pendopo.survey.domain.sampling import Sample


@dataclass(frozen=True)
class Result:
    """The figures of a file or of one of its groups; `respondents` is None where a report printed means only.

    `index` is None for a group in which nobody answered.
    """

    framework: Framework
    respondents: int | None
    index: Index | None
    sample: Sample | None = None
    groups: dict[str, "Result"] = field(default_factory=dict)


def as_json(result: Result) -> dict[str, Any]:
    """The figures as in the contract; decimals are text, so that nobody's floating point changes them."""
    index, counted = result.index, result.respondents is not None
    return {
        "framework": result.framework.code,
        "respondents": result.respondents,
        "elements": [_element(each, counted) for each in index.elements] if index else [],
        "index": half_up(index.exact, 3) if index else None,
        "ikm": index.ikm if index else None,
        "quality": index.band.grade if index else None,
        "performance": index.band.performance if index else None,
        "lowest": list(index.lowest) if index else [],
        "sample": vars(result.sample) if result.sample else None,
        "groups": {name: as_json(group) for name, group in result.groups.items()},
    }


def _element(element: ElementIndex, counted: bool) -> dict[str, Any]:
    return {
        "code": element.code,
        "name": element.name,
        "answered": element.answered if counted else None,
        "sum": element.sum if counted else None,
        "mean": _three(element.mean),
        "weighted": _three(element.weighted),
    }


def custom_as_json(custom: Custom | None) -> dict[str, str] | None:
    """Which custom reproduces the published figure; null when none does."""
    return vars(custom) if custom else None


def as_text(result: Result) -> str:
    """The figures in Indonesian: the elements, the index, the weakest, the sample, the groups."""
    index = result.index
    if index is None:
        return "Tidak ada jawaban."
    lines = [result.framework.title, ""]
    if result.respondents is not None:
        lines += [f"Responden: {result.respondents}", ""]
    lines += _table(index, result.respondents is not None)
    lines += ["", f"Indeks {half_up(index.exact, 3)}    IKM {index.ikm}    Mutu {index.band.grade}"
                  f" ({index.band.performance})"]  # fmt: skip
    names = {element.code: element.name for element in index.elements}
    lines += ["Terendah: " + "; ".join(f"{code} {names[code]}" for code in index.lowest)]
    if sample := result.sample:
        lines.append(
            f"Sampel: populasi {sample.population}, perlu {sample.needed} responden menurut Krejcie dan Morgan: "
            + ("cukup" if sample.enough else "belum cukup")
        )
    if result.groups:
        lines += ["", *_groups(result.groups)]
    return "\n".join(lines)


def custom_in_words(published: str, custom: Custom | None) -> str:
    """One sentence about a published figure."""
    if custom is None:
        return (
            f"Angka terbit {published} tidak dihasilkan oleh bobot dan pembulatan mana pun yang dikenal: "
            "periksa kembali laporannya."
        )
    weight = (
        "bobot tepat 1/n"
        if custom.weights == "exact"
        else f"bobot 1/n yang dipotong menjadi {custom.weights}"
    )
    return f"Angka terbit {published} dihasilkan oleh {weight}, {ROUNDINGS[custom.rounding]}."


def _table(index: Index, counted: bool) -> list[str]:
    width = max(len(each.name) for each in index.elements)
    heading = f"{'':4} {'Unsur':{width}}"
    rows = [f"{each.code:4} {each.name:{width}}" for each in index.elements]
    if counted:
        heading += f" {'Menjawab':>9} {'Jumlah':>9}"
        rows = [
            f"{row} {each.answered:9} {each.sum:9}" for row, each in zip(rows, index.elements, strict=True)
        ]
    heading += f" {'Rata-rata':>9} {'Tertimbang':>10}"
    figures = [
        f" {_three(each.mean) or '-':>9} {_three(each.weighted) or '-':>10}" for each in index.elements
    ]
    return [heading, *(row + tail for row, tail in zip(rows, figures, strict=True))]


def _groups(groups: dict[str, Result]) -> list[str]:
    width = max(9, *(len(_shown(name)) for name in groups))
    lines = [f"{'Kelompok':{width}} {'Responden':>9} {'IKM':>6}  Mutu"]
    for name, group in groups.items():
        ikm, grade = (group.index.ikm, group.index.band.grade) if group.index else ("-", "-")
        lines.append(f"{_shown(name):{width}} {group.respondents:9} {ikm:>6}  {grade}")
    return lines


def _shown(name: str) -> str:
    return name or "(kosong)"


def _three(value: Fraction | None) -> str | None:
    return None if value is None else half_up(value, 3)
