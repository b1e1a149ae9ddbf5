"""An answer in Indonesian words: what a person reads on the page, in the terminal and in print."""

from collections.abc import Iterator

from pendopo.kernel.decimals import half_up
from pendopo.roadmap.domain.plan.answer import Answer, Block, Blocks, Diagnosis, Status
from pendopo.roadmap.domain.plan.problem import Problem

_STATUS = {
    Status.OPTIMAL: "Rencana termurah; terbukti tidak ada yang lebih murah.",
    Status.FEASIBLE: "Rencana ini memenuhi semua syarat, tetapi belum terbukti paling murah.",
    Status.INFEASIBLE: "Tidak ada rencana yang memenuhi semua syarat; ini terbukti.",
}
_TROUBLE = {
    "late": "Pencarian dihentikan karena melewati batas waktu; ini rencana terbaik sampai saat itu.",
    "died": "Pencarian berhenti sebelum selesai; ini rencana terbaik sampai saat itu.",
}


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


def status_text(answer: Answer) -> str:
    """One or two sentences on what the answer is worth."""
    words = _STATUS[answer.status]
    if answer.status is Status.FEASIBLE and answer.gap is not None:
        if answer.gap == 0:
            words = (
                "Rencana termurah; biayanya terbukti. Belum terbukti bahwa inisiatifnya paling sedikit "
                "dan mulainya paling akhir."
            )
        else:
            words += f" Penghematan paling besar yang masih mungkin: {gap_text(answer)}."
    return f"{words} {_TROUBLE[answer.trouble]}" if answer.trouble else words


def gap_text(answer: Answer) -> str:
    """The gap as per cent with two decimals, rounded up: a gap must not look smaller than it is."""
    gap = answer.gap or 0
    hundredths = -((-gap * 10_000).__floor__()) if gap else 0
    return f"{hundredths // 100},{hundredths % 100:02d}%"


def block_text(problem: Problem, block: Block) -> str:
    """One rule that stands in the way."""
    match block.kind:
        case Blocks.TARGET:
            assert block.year is not None  # noqa: S101 a target has a year
            return f"target {exact_index(problem, problem.targets[block.year])} pada akhir {block.year}"
        case Blocks.BUDGET:
            assert block.year is not None  # noqa: S101 a budget has a year
            return f"anggaran {rupiah_text(problem.budgets[block.year])} pada {block.year}"
        case Blocks.MANDATORY:
            return f"inisiatif {block.initiative} wajib ada"
        case Blocks.FORBIDDEN:
            return f"inisiatif {block.initiative} tidak boleh dipakai"
        case Blocks.WINDOWS:
            return "batas tahun mulai inisiatif (earliest, latest)"
        case Blocks.ORDER:
            return "urutan inisiatif (after)"
        case Blocks.PACE:
            levels = ", ".join(str(level) for level in problem.hold_before)
            return f"aturan tempo: tingkat {levels} baru dihitung bila tingkat di bawahnya tercapai tahun sebelumnya"


def reasons(problem: Problem, told: Diagnosis) -> Iterator[str]:
    """Why there is no plan, as sentences."""
    if not told.blocking:
        yield "Daftar inisiatif tidak cukup untuk memenuhi syarat dalam jangka rencana."
    elif len(told.blocking) == 1 and told.blocking[0].kind is Blocks.TARGET:
        yield (
            f"Tidak tercapai dengan semua inisiatif sekalipun: {block_text(problem, told.blocking[0])}. "
            "Tambah inisiatif atau tahun, atau turunkan target."
        )
    else:
        listed = "; ".join(block_text(problem, block) for block in told.blocking)
        yield f"Tidak dapat dipenuhi bersama-sama: {listed}."
        if not told.minimal:
            yield "Waktu habis sebelum semua syarat diperiksa; mungkin sebagian dari daftar ini tidak menghalangi."
    for year, reach in told.highest.items():
        unit = "Paling tinggi" if reach.proved else "Paling tinggi yang ditemukan"
        yield f"{unit} pada akhir {year}: indeks {index_text(problem, reach.units)}."
    if told.extra_money:
        parts = ", ".join(f"{rupiah_text(sum_)} pada {year}" for year, sum_ in told.extra_money.items())
        yield f"Tercapai bila anggaran ditambah paling sedikit {parts}."
