"""The parts of a framework file that form its tree: ladders of levels, groups, indicators with their criteria."""

import re
from collections.abc import Mapping
from fractions import Fraction

from pendopo.assessment.domain.criteria import Criterion, EvidenceNeed, Ladder, Level, LevelName
from pendopo.assessment.domain.framework import Indicator, Node
from pendopo.kernel.yaml_pages import Section

WEIGHT = r"\d{1,3}(\.\d{1,6})?|[1-9]\d{0,5}/[1-9]\d{0,3}"
WEIGHT_MEANING = "bobot dalam persen dengan titik desimal, misalnya 2.75, atau pecahan, misalnya 10/3"
NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
NAME_MEANING = "huruf kecil, angka dan tanda hubung, misalnya aspek-1"
EVIDENCE_KINDS = ("document", "minutes", "screenshot", "link", "video", "list", "data")
MARKS = ("number", "signature", "minutes", "date")


def read_ladders(top: Section, lowest: int, highest: int) -> dict[str, Ladder]:
    """The ladders by id; each names every level of the scale."""
    found: dict[str, Ladder] = {}
    for entry in top.sections("ladders"):
        name = entry.matching("id", NAME, NAME_MEANING)
        levels = []
        for part in entry.sections("levels"):
            levels.append(
                LevelName(
                    part.number("n", lowest, highest),
                    part.text("name"),
                    part.text("description", ""),
                    read_evidence(part),
                )
            )
            part.close()
        _note_levels(entry, [level.number for level in levels], lowest, highest)
        if name in found:
            entry.fault("id", f"“{name}” sudah dipakai")
        found[name] = Ladder(name, entry.text("name"), tuple(levels))
        entry.close()
    if not found:
        top.fault("ladders", "belum ada; tulis sedikitnya satu jenjang dengan nama tiap tingkat")
    return found


def read_nodes(top: Section) -> tuple[Node, ...]:
    """The groups in the order of the file."""
    found = []
    for entry in top.sections("nodes"):
        found.append(
            Node(
                entry.matching("id", NAME, NAME_MEANING),
                entry.matching("kind", NAME, "jenis kelompok, misalnya domain atau aspect"),
                entry.number("number", 1, 999),
                entry.text("title"),
                read_weight(entry),
                entry.text("parent", ""),
                entry.text("description", ""),
            )
        )
        entry.close()
    return tuple(found)


def read_indicators(
    top: Section, ladders: Mapping[str, Ladder], lowest: int, highest: int
) -> tuple[Indicator, ...]:
    """The indicators in the order of the file."""
    found = []
    for entry in top.sections("indicators"):
        ladder = entry.text("ladder", next(iter(ladders), ""))
        if ladders and ladder not in ladders:
            entry.fault("ladder", f"jenjang “{ladder}” tidak ada; yang ada: {', '.join(ladders)}")
        number = entry.number("number", 1, 999)
        found.append(
            Indicator(
                number=number,
                title=entry.text("title"),
                weight=read_weight(entry),
                parent=entry.text("parent", ""),
                ladder=ladder,
                levels=_read_levels(entry, number, ladders.get(ladder), lowest, highest),
                question=entry.text("question", ""),
                explanation=entry.text("explanation", ""),
                note=entry.text("assessment_note", ""),
                steward=entry.text("steward", ""),
                related=_read_related(entry),
                repeat=entry.whole("repeat", 1, 20, optional=True) or 1,
            )
        )
        entry.close()
    if not found:
        top.fault("indicators", "belum ada indikator")
    return tuple(found)


def read_weight(entry: Section) -> Fraction:
    """A weight in per cent, more than nothing; 0 after a fault."""
    value = entry.matching("weight", WEIGHT, WEIGHT_MEANING)
    weight = Fraction(value) if re.fullmatch(WEIGHT, value, re.ASCII) else Fraction()
    if value and not weight:
        entry.fault("weight", "bobot harus lebih dari 0")
    return weight


def _read_levels(
    entry: Section, number: int, ladder: Ladder | None, lowest: int, highest: int
) -> tuple[Level, ...]:
    """All levels of the scale with their names; a framework may leave out the criteria of all of them."""
    names = {level.number: level for level in ladder.levels} if ladder else {}
    written: dict[int, Level] = {}
    parts = entry.sections("levels")
    for part in parts:
        n = part.number("n", lowest, highest)
        usual = names.get(n)
        written[n] = Level(
            n,
            usual.name if usual else "",
            _read_criteria(part, f"{number}.{n}"),
            read_evidence(part) or (usual.evidence if usual else ()),
            part.text("recommendation", ""),
        )
        part.close()
    if parts:
        _note_levels(entry, [level.number for level in written.values()], lowest, highest)
    return tuple(
        written.get(n) or Level(n, name.name, evidence=name.evidence) for n, name in sorted(names.items())
    )


def _read_criteria(part: Section, prefix: str) -> tuple[Criterion, ...]:
    needed = [(text, True) for text in part.texts("criteria")]
    further = [(text, False) for text in part.texts("further_criteria")]
    return tuple(
        Criterion(f"{prefix}.{place}", text, mandatory)
        for place, (text, mandatory) in enumerate(needed + further, start=1)
    )


def read_evidence(part: Section) -> tuple[EvidenceNeed, ...]:
    """What a level wants to be proved with."""
    found = []
    for entry in part.sections("evidence_required"):
        marks = entry.texts("must_have")
        if unknown := sorted(set(marks) - set(MARKS)):
            entry.fault("must_have", f"“{unknown[0]}” tidak dikenal; pilih dari: {', '.join(MARKS)}")
        found.append(
            EvidenceNeed(
                entry.matching("id", NAME, NAME_MEANING),
                entry.text("text"),
                entry.choice("kind", EVIDENCE_KINDS),
                marks,
            )
        )
        entry.close()
    return tuple(found)


def _note_levels(entry: Section, numbers: list[int], lowest: int, highest: int) -> None:
    wanted = list(range(lowest, highest + 1))
    if sorted(numbers) != wanted:
        entry.fault("levels", f"tulis setiap tingkat dari {lowest} sampai {highest} tepat satu kali")


def _read_related(entry: Section) -> tuple[int, ...]:
    texts = entry.texts("related_indicators")
    wrong = [text for text in texts if not re.fullmatch(r"\d{1,3}", text, re.ASCII)]
    if wrong:
        entry.fault("related_indicators", f"“{wrong[0]}” bukan nomor indikator")
    return tuple(int(text) for text in texts if text not in wrong)
