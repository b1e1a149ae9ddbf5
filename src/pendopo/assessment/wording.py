"""How rounds, duties, states and levels are called on pages."""

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.assessment.domain.answers import Act, Missing, State
from pendopo.assessment.domain.framework import Framework, Item, Node
from pendopo.assessment.domain.provenance import Trust
from pendopo.assessment.domain.roles import Duty, Part
from pendopo.assessment.domain.rounds import Kind, RoundName
from pendopo.design.wording import figure
from pendopo.kernel.decimals import half_up

ROUNDS: dict[RoundName, Any] = {
    RoundName.SELF: _("Penilaian mandiri"),
    RoundName.INTERNAL: _("Reviu internal"),
    RoundName.DOCUMENT: _("Penilaian dokumen"),
    RoundName.INTERVIEW: _("Penilaian interviu"),
    RoundName.VISIT: _("Visitasi"),
    RoundName.FINAL: _("Penetapan akhir"),
}
KINDS: dict[Kind, Any] = {
    Kind.MONITORING: _("Pemantauan (tanpa interviu)"),
    Kind.EVALUATION: _("Evaluasi"),
    Kind.PRACTICE: _("Latihan"),
}
DUTIES: dict[Duty, Any] = {
    Duty.COORDINATOR: _("Koordinator"),
    Duty.ACCOUNTABLE: _("Penanggung jawab"),
    Duty.DATA_ENTRY: _("Pelaksana entri data"),
    Duty.INTERNAL_ASSESSOR: _("Asesor internal"),
    Duty.RESPONDENT: _("Responden"),
    Duty.EXTERNAL_ASSESSOR: _("Asesor eksternal"),
}
PARTS: dict[Part, Any] = {
    Part.LEAD: _("Utama"),
    Part.SUPPORT: _("Pendukung"),
    Part.NONE: _("Tidak ikut"),
}
MISSING: dict[Missing, Any] = {
    Missing.LEVEL: _("tingkat"),
    Missing.FACT: _("fakta"),
    Missing.ANALYSIS: _("analisis"),
    Missing.JUSTIFICATION: _("justifikasi"),
    Missing.EVIDENCE: _("data dukung"),
    Missing.REASON: _("alasan perubahan"),
    Missing.CLAIM: _("jawaban instansi"),
}
ACTS: dict[Act, Any] = {
    Act.SAVED: _("menyimpan draf"),
    Act.GIVEN: _("menyerahkan"),
    Act.WITHDRAWN: _("menarik kembali"),
    Act.RETURNED: _("mengembalikan"),
    Act.CARRIED: _("membawa dari penilaian sebelumnya"),
}
#: The word of a state and the kind of the tag that shows it.
STATES: dict[str, tuple[Any, str]] = {
    "belum": (_("Belum diisi"), "closed"),
    State.DRAFT: (_("Draf"), "waiting"),
    State.RETURNED: (_("Dikembalikan"), "danger"),
    State.GIVEN: (_("Diserahkan"), "done"),
}


#: How far statements of a framework file can be relied on.
TRUST: dict[Trust, Any] = {
    Trust.VERIFIED: _("terverifikasi"),
    Trust.PARTLY: _("terverifikasi sebagian"),
    Trust.PARAPHRASED: _("ringkasan kami"),
    Trust.UNVERIFIED: _("belum terverifikasi"),
}


def kind_words(node: Node) -> str:
    """ "Aspek 2"; kinds that only one government knows are shown as it wrote them."""
    kinds = {"domain": gettext("Domain"), "aspect": gettext("Aspek")}
    return f"{kinds.get(node.kind, node.kind.replace('-', ' ').capitalize())} {node.number}"


def share_words(weight: Fraction) -> str:
    """ "1,3%"; a weight that has no end as decimal text, rounded to two places."""
    shown = half_up(weight, 2).rstrip("0").rstrip(".")
    return f"{figure(shown)}%"


def missing_words(parts: tuple[Missing, ...]) -> str:
    """ "fakta, analisis dan data dukung": what an answer lacks, as one phrase."""
    words = [str(MISSING[part]) for part in parts]
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s dan %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def level_words(framework: Framework, item: Item, level: int | None) -> str:
    """ "Tingkat 2, Terkelola"; "belum ada" without a level."""
    if level is None:
        return gettext("belum ada")
    name = framework.level_name(item.indicator, level)
    return gettext("Tingkat %(level)s, %(name)s") % {"level": level, "name": name}


def group_words(framework: Framework, item: Item) -> str:
    """The group above an item: "Aspek 2, Perencanaan Strategis SPBE"."""
    node = framework.above(item.indicator.parent)[0]
    return f"{kind_words(node)}, {node.title}"


def short_title(item: Item) -> str:
    """The title for lists: the words with which nearly all of them begin say nothing there."""
    return item.title.removeprefix("Tingkat Kematangan ")


def weight_words(item: Item) -> str:
    """The weight of an item: "1,3%"."""
    return share_words(item.weight)
