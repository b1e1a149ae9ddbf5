"""`./pendopo plan FILE`: the cheapest roadmap that reaches the targets. Needs no server, no settings, no database."""

import argparse
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

from pendopo.assessment.content import FrameworkFolder
from pendopo.assessment.domain.errors import FrameworkRefused
from pendopo.assessment.domain.framework import Framework
from pendopo.kernel.errors import NotFound
from pendopo.project.launcher.trial import REPOSITORY
from pendopo.roadmap.domain.plan.answer import Answer, NoPlanYet, SolverFailed
from pendopo.roadmap.domain.plan.reading import PlanFile, read_plan
from pendopo.roadmap.domain.plan.showing import as_json, as_text
from pendopo.roadmap.domain.plan.soundness import PlanRefused
from pendopo.roadmap.solver.desk import solve

FOLDER = FrameworkFolder(REPOSITORY / "content" / "frameworks")
#: Enough to prove the large examples of docs/performance.md.
DEFAULT_SECONDS = 60.0
DONE, FAILED, BAD_INPUT = 0, 1, 2


def run(arguments: list[str]) -> int:
    """0 with an answer, "there is no plan" included; 1 when the search ended without one; 2 for bad input."""
    options = _parser().parse_args(arguments)
    try:
        file = read_plan(_text_of(options.file), path=options.file, framework_of=_framework)
    except PlanRefused as refusal:
        return _refuse("\n".join(map(str, refusal.facts["faults"])))
    except FrameworkRefused as refusal:
        return _refuse(str(refusal))
    except (OSError, UnicodeDecodeError) as fault:
        return _refuse(f"{options.file}: berkas tidak dapat dibaca: {_why(fault)}")
    try:
        answer = solve(file.problem, seconds=options.seconds)
    except (NoPlanYet, SolverFailed) as refusal:
        print(f"pendopo plan: {refusal}", file=sys.stderr)
        return FAILED
    _show(file, replace(answer, notes=file.notes), as_machine=options.json)
    return DONE


def _text_of(name: str) -> str:
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    return data.decode("utf-8-sig")


def _framework(name: str) -> Framework | None:
    try:
        return FOLDER.framework(name)
    except NotFound:
        return None


def _show(file: PlanFile, answer: Answer, *, as_machine: bool) -> None:
    if as_machine:
        print(json.dumps(as_json(file.problem, answer), ensure_ascii=False, indent=1))
        return
    for note in file.notes:
        print(f"catatan: {note}", file=sys.stderr)
    print(as_text(file.problem, answer))


def _why(fault: OSError | UnicodeDecodeError) -> str:
    return fault.strerror or "" if isinstance(fault, OSError) else "bukan teks UTF-8"


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return BAD_INPUT


def _seconds(text: str) -> float:
    if not re.fullmatch(r"\d{1,5}(\.\d{1,3})?", text) or float(text) <= 0:
        raise argparse.ArgumentTypeError(f"“{text}” bukan lama waktu; tulis detik, misalnya 60")
    return float(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./pendopo plan",
        description="Cari rencana termurah yang mencapai target indeks dengan anggaran yang ada.",
        epilog="Status keluar: 0 selesai (juga bila terbukti tidak ada rencana), 1 tidak ditemukan jawaban, "
        "2 masukan tidak dapat dipakai.",
    )
    parser.add_argument("file", metavar="FILE.yaml", help="berkas rencana; - untuk masukan standar")
    parser.add_argument(
        "--seconds", type=_seconds, default=DEFAULT_SECONDS, help="batas waktu pencarian (60)"
    )
    parser.add_argument("--json", action="store_true", help="jawaban lengkap untuk program")
    return parser


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
