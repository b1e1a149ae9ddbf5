"""An answer in words: what a person reads on the page, in the terminal and in print.

Each function takes the page's `gettext`, which gets the Indonesian text before facts are put in; without it the
words are Indonesian.
"""

from collections.abc import Callable, Iterator

from pendopo.kernel.decimals import half_up
from pendopo.roadmap.domain.plan.answer import Answer, Block, Blocks, Diagnosis, Status
from pendopo.roadmap.domain.plan.problem import Problem

Translate = Callable[[str], str]


def index_text(problem: Problem, units: int) -> str:
    """The index as it is printed, rounded once: "2.61"."""
    return half_up(problem.measure.index(units), problem.measure.decimals)


def exact_index(problem: Problem, units: int) -> str:
    """The index without rounding: decimal text ("2.60", "2.595"), or a fraction where that does not end."""
    value = problem.measure.index(units)
    for places in range(problem.measure.decimals, 7):
        if (value * 10**places).denominator == 1:
            return half_up(value, places)
    return f"{value.numerator}/{value.denominator}"


def rupiah_text(amount: int) -> str:
    """ "Rp1.234.567"."""
    return f"{'-' if amount < 0 else ''}Rp{abs(amount):,}".replace(",", ".")


def gap_text(answer: Answer) -> str:
    """The gap as per cent with two decimals, rounded up: a gap must not look smaller than it is."""
    gap = answer.gap or 0
    hundredths = -((-gap * 10_000).__floor__()) if gap else 0
    return f"{hundredths // 100},{hundredths % 100:02d}%"


def status_text(answer: Answer, gettext: Translate = str) -> str:
    """One or two sentences on what the answer is worth."""
    words = _worth(answer, gettext)
    if answer.trouble == "late":
        words += " " + gettext(
            "Pencarian dihentikan karena melewati batas waktu; ini rencana terbaik sampai saat itu."
        )
    elif answer.trouble:
        words += " " + gettext("Pencarian berhenti sebelum selesai; ini rencana terbaik sampai saat itu.")
    return words


def _worth(answer: Answer, gettext: Translate) -> str:
    if answer.status is Status.OPTIMAL:
        return gettext("Rencana termurah; terbukti tidak ada yang lebih murah.")
    if answer.status is Status.INFEASIBLE:
        return gettext("Tidak ada rencana yang memenuhi semua syarat; ini terbukti.")
    if answer.gap == 0:
        return gettext(
            "Rencana termurah; biayanya terbukti. Belum terbukti bahwa inisiatifnya paling sedikit dan mulainya "
            "paling akhir."
        )
    return gettext(
        "Rencana ini memenuhi semua syarat, tetapi belum terbukti paling murah. Penghematan paling besar yang "
        "masih mungkin: {gap}."
    ).format(gap=gap_text(answer))


def block_text(problem: Problem, block: Block, gettext: Translate = str) -> str:
    """One rule that stands in the way."""
    match block.kind:
        case Blocks.TARGET:
            target = exact_index(problem, problem.targets[block.year or 0])
            return gettext("target {target} pada akhir {year}").format(target=target, year=block.year)
        case Blocks.BUDGET:
            limit = rupiah_text(problem.budgets[block.year or 0])
            return gettext("anggaran {limit} pada {year}").format(limit=limit, year=block.year)
        case Blocks.MANDATORY:
            return gettext("inisiatif {code} wajib ada").format(code=block.initiative)
        case Blocks.FORBIDDEN:
            return gettext("inisiatif {code} tidak boleh dipakai").format(code=block.initiative)
        case Blocks.WINDOWS:
            return gettext("batas tahun mulai inisiatif")
        case Blocks.ORDER:
            return gettext("urutan inisiatif (yang satu menunggu yang lain)")
        case Blocks.PACE:
            levels = ", ".join(str(level) for level in problem.hold_before)
            return gettext(
                "aturan tempo (tingkat {levels} baru dihitung bila tingkat di bawahnya tercapai tahun sebelumnya)"
            ).format(levels=levels)


def reasons(problem: Problem, told: Diagnosis, gettext: Translate = str) -> Iterator[str]:
    """Why there is no plan, as sentences."""
    yield from _blocking(problem, told, gettext)
    for year, reach in told.highest.items():
        words = (
            gettext("Paling tinggi pada akhir {year}: indeks {index}.")
            if reach.proved
            else gettext("Paling tinggi yang ditemukan pada akhir {year}: indeks {index}.")
        )
        yield words.format(year=year, index=index_text(problem, reach.units))
    if told.extra_money:
        parts = ", ".join(
            gettext("{amount} pada {year}").format(amount=rupiah_text(amount), year=year)
            for year, amount in told.extra_money.items()
        )
        yield gettext("Tercapai bila anggaran ditambah paling sedikit {parts}.").format(parts=parts)


def _blocking(problem: Problem, told: Diagnosis, gettext: Translate) -> Iterator[str]:
    if not told.blocking:
        yield gettext("Daftar inisiatif tidak cukup untuk memenuhi syarat dalam jangka rencana.")
        return
    listed = "; ".join(block_text(problem, block, gettext) for block in told.blocking)
    if len(told.blocking) == 1 and told.blocking[0].kind is Blocks.TARGET:
        yield gettext(
            "Tidak tercapai dengan semua inisiatif sekalipun: {rule}. Tambah inisiatif atau tahun, atau turunkan "
            "target."
        ).format(rule=listed)
        return
    yield gettext("Tidak dapat dipenuhi bersama-sama: {rules}.").format(rules=listed)
    if not told.minimal:
        yield gettext(
            "Waktu habis sebelum semua syarat diperiksa; mungkin sebagian dari daftar ini tidak menghalangi."
        )
