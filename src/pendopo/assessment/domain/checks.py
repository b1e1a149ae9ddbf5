"""What must hold in a framework as a whole. Faults are noted where they stand in the file."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from pendopo.assessment.domain.framework import Framework, GoldenCase
from pendopo.assessment.domain.index import exact_text, score
from pendopo.assessment.domain.rounds import APPROVED
from pendopo.kernel.errors import DomainError
from pendopo.kernel.yaml_pages import Section

WHOLE = Fraction(100)


def check_framework(framework: Framework, top: Section) -> None:
    """Note every contradiction: between weights, bands, ids and references. Golden cases come after."""
    if framework.lowest >= framework.highest:
        top.needed("scale").fault("max", "tingkat tertinggi harus di atas tingkat terendah")
    _check_years(framework, top)
    _check_ids(framework, top)
    _check_weights(framework, top)
    _check_bands(framework, top)
    _check_rounds(framework, top)


def _check_years(framework: Framework, top: Section) -> None:
    if framework.valid_from and framework.valid_to and framework.valid_to < framework.valid_from:
        top.fault("valid_to", "masa berlaku berakhir sebelum dimulai")
    if framework.last_year is not None and framework.last_year < framework.first_year:
        top.fault("last_year", "tahun terakhir sebelum tahun pertama")


def _check_ids(framework: Framework, top: Section) -> None:
    nodes, indicators = top.sections("nodes"), top.sections("indicators")
    known = {node.id for node in framework.nodes}
    numbers = {indicator.number for indicator in framework.indicators}
    _note_doubles(nodes, "id", [node.id for node in framework.nodes])
    _note_doubles(indicators, "number", [str(indicator.number) for indicator in framework.indicators])
    for entry, node in zip(nodes, framework.nodes, strict=True):
        if node.parent and node.parent not in known:
            entry.fault("parent", f"kelompok “{node.parent}” tidak ada dalam nodes")
        elif _turns_back(framework, node.id):
            entry.fault("parent", f"kelompok “{node.id}” berada di dalam dirinya sendiri")
    for entry, indicator in zip(indicators, framework.indicators, strict=True):
        if indicator.parent not in known and (indicator.parent or known):
            entry.fault("parent", f"kelompok “{indicator.parent}” tidak ada dalam nodes")
        for number in sorted(set(indicator.related) - numbers):
            entry.fault("related_indicators", f"indikator {number} tidak ada dalam berkas ini")


def _turns_back(framework: Framework, node_id: str) -> bool:
    parents = {node.id: node.parent for node in framework.nodes}
    seen, above = {node_id}, parents.get(node_id, "")
    while above and above not in seen:
        seen.add(above)
        above = parents.get(above, "")
    return bool(above)


def _check_weights(framework: Framework, top: Section) -> None:
    """Children add up to their group, the top to 100. Nothing is said where a weight could not be read."""
    children: dict[str, list[Fraction]] = {}
    pairs = [(node.parent, node.weight) for node in framework.nodes]
    for parent, weight in pairs + [(one.parent, one.weight) for one in framework.indicators]:
        children.setdefault(parent, []).append(weight)
    if not framework.indicators or any(not weight for weights in children.values() for weight in weights):
        return
    for entry, node in zip(top.sections("nodes"), framework.nodes, strict=True):
        total = sum(children.get(node.id, []), Fraction())
        if not children.get(node.id):
            entry.fault("id", f"kelompok “{node.id}” tidak berisi indikator")
        elif total != node.weight:
            told = f"jumlah bobot isinya {exact_text(total)}, padahal bobot kelompok ini {exact_text(node.weight)}"
            entry.fault("weight", told)
    whole = sum(children.get("", []), Fraction())
    if whole != WHOLE:
        key = "nodes" if framework.nodes else "indicators"
        top.fault(key, f"jumlah bobot tingkat teratas {exact_text(whole)}, seharusnya 100")


def _check_bands(framework: Framework, top: Section) -> None:
    entries = top.sections("predicates")
    if not entries:
        top.fault("predicates", "belum ada predikat")
        return
    _note_doubles(entries, "name", [predicate.name for predicate in framework.predicates])
    pairs = sorted(zip(framework.predicates, entries, strict=True), key=lambda pair: pair[0].lowest)
    (first, first_entry), (last, last_entry) = pairs[0], pairs[-1]
    if (first.lowest, first.lowest_included) != (Fraction(framework.lowest), True):
        first_entry.fault("min", f"predikat terendah harus mulai dari {framework.lowest}, termasuk batasnya")
    if (last.highest, last.highest_included) != (Fraction(framework.highest), True):
        last_entry.fault("max", f"predikat tertinggi harus sampai {framework.highest}, termasuk batasnya")
    for (below, _), (above, entry) in pairwise(pairs):
        names = f"antara “{below.name}” dan “{above.name}”"
        if below.highest < above.lowest or (
            below.highest == above.lowest and not below.highest_included and not above.lowest_included
        ):
            entry.fault("min", f"ada celah {names}: setiap nilai harus punya satu predikat")
        elif below.highest > above.lowest or (below.highest_included and above.lowest_included):
            entry.fault("min", f"ada tumpang tindih {names}: setiap nilai harus punya satu predikat")
    for predicate, entry in pairs:
        if predicate.lowest >= predicate.highest:
            entry.fault("max", "batas atas harus di atas batas bawah")


def _check_rounds(framework: Framework, top: Section) -> None:
    entries = top.sections("rounds")
    there = {step.id for step in framework.rounds}
    if lost := [name for name in APPROVED if name not in there]:
        top.fault("rounds", f"babak {' dan '.join(sorted(lost))} harus ada")
    _note_doubles(entries, "id", [step.id for step in framework.rounds])
    _note_doubles(entries, "order", [str(step.order) for step in framework.rounds])


def check_golden(framework: Framework, top: Section) -> None:
    """Note every case whose published figures do not come out."""
    for entry, case in zip(top.sections("golden"), framework.golden, strict=True):
        try:
            result = score(framework, case.levels)
        except DomainError as refusal:
            entry.fault("levels", str(refusal))
            continue
        _compare(entry, case, "index", case.index, result.index)
        if case.predicate:
            _compare(entry, case, "predicate", case.predicate, result.predicate.name)
        indexes = {part.node.id: part.index for part in result.nodes}
        for node, printed in case.nodes.items():
            _compare(entry.needed("nodes"), case, node, printed, indexes.get(node, "tidak ada"))


def _compare(entry: Section, case: GoldenCase, key: str, printed: str, computed: str) -> None:
    if printed != computed:
        entry.fault(key, f"kasus acuan “{case.id}”: tertulis {printed}, hasil hitung {computed}")


def _note_doubles(entries: list[Section], key: str, values: Iterable[str]) -> None:
    values = list(values)
    counts = Counter(values)
    for entry, value in zip(entries, values, strict=True):
        if counts[value] > 1:
            entry.fault(key, f"“{value}” tertulis lebih dari satu kali")
