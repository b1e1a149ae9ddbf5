"""`./pendopo index FILE.csv --framework ID`: the maturity index of a table of levels. No server, no database."""

import argparse
import json
import sys
from pathlib import Path

from pendopo.assessment.content import FrameworkFolder
from pendopo.assessment.content.folder import read_text
from pendopo.assessment.domain.errors import FrameworkRefused
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.index import NodeScore, Result, exact_text, partial_score
from pendopo.assessment.domain.level_table import read_level_table
from pendopo.assessment.domain.loading import load_framework
from pendopo.assessment.domain.whatif import what_if
from pendopo.kernel.errors import DomainError
from pendopo.project.launcher.trial import REPOSITORY

FOLDER = FrameworkFolder(REPOSITORY / "content" / "frameworks")
#: Kinds of groups as people call them; others are shown as they are written.
KINDS = {"domain": "Domain", "aspect": "Aspek"}
#: Exit status of input that cannot be used.
BAD_INPUT = 2
#: More faults than these help nobody.
MOST_FAULTS = 50


class BadInput(Exception):
    """The input cannot be used; every line says where and what is expected."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(faults)
        self.faults = faults


def run(arguments: list[str]) -> int:
    """Print the index, or on stderr what is wrong with the input, and end with 0 or 2."""
    options = _parser().parse_args(arguments)
    try:
        if options.check:
            framework = load_framework(_read(options.check), path=options.check, published=FOLDER.published())
            print(f"{framework.id} versi {framework.version}: benar, {len(framework.items)} butir dinilai.")
            print(f"checksum: {framework.checksum}")
        else:
            _compute(options)
    except BadInput as trouble:
        print("\n".join(trouble.faults[:MOST_FAULTS]), file=sys.stderr)
        if len(trouble.faults) > MOST_FAULTS:
            print(f"... dan {len(trouble.faults) - MOST_FAULTS} kesalahan lain", file=sys.stderr)
        return BAD_INPUT
    except FrameworkRefused as refusal:
        print("\n".join(refusal.facts["faults"]), file=sys.stderr)  # type: ignore[arg-type]
        return BAD_INPUT
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./pendopo index",
        description="Hitung indeks kematangan (SPBE, Pemdi) dari tabel tingkat per indikator.",
    )
    parser.add_argument("file", nargs="?", help="CSV dengan kolom indicator,level; - untuk masukan baku")
    parser.add_argument(
        "--framework",
        metavar="ID",
        help=f"salah satu dari {', '.join(FOLDER.ids())}, atau berkas .yaml sendiri",
    )
    parser.add_argument("--json", action="store_true", help="hasil untuk program lain")
    parser.add_argument(
        "--partial",
        action="store_true",
        help="hitung juga bila belum lengkap: yang kosong memakai tingkat terendah",
    )
    parser.add_argument(
        "--what-if",
        metavar="INDIKATOR=TINGKAT",
        action="append",
        default=[],
        help="andaikan tingkat ini; boleh berulang",
    )
    parser.add_argument("--check", metavar="FILE.yaml", help="hanya periksa berkas kerangka")
    return parser


def _compute(options: argparse.Namespace) -> None:
    framework = _framework(options.framework)
    if not options.file:
        raise BadInput(["pendopo index: sebutkan berkas CSV, atau - untuk masukan baku"])
    levels = _levels(options.file, framework, options.partial)
    result = partial_score(framework, levels)
    changes = _changes(options.what_if)
    try:
        change = what_if(framework, levels, changes) if changes else None
    except DomainError as refusal:
        raise BadInput([f"--what-if: {refusal}"]) from None
    if options.json:
        answer = _answer(framework, result)
        if change:
            answer["what_if"] = {"levels": changes} | _figures(change.after)
        print(json.dumps(answer, ensure_ascii=False))
    else:
        _show(framework, result)
        if change:
            told = ", ".join(f"indikator {code} ke tingkat {level}" for code, level in changes.items())
            print(
                f"\nBila {told}: indeks {_comma(change.before.index)} menjadi {_comma(change.after.index)}",
                end=" ",
            )
            print(f"({change.after.predicate.name}).")


def _framework(name: str | None) -> Framework:
    known = ", ".join(FOLDER.ids())
    if not name:
        raise BadInput([f"--framework: belum disebut; pilih salah satu: {known}, atau berkas .yaml"])
    if name in FOLDER.ids():
        return FOLDER.framework(name)
    if name.endswith((".yaml", ".yml")):
        return load_framework(_read(name), path=name, published=FOLDER.published())
    raise BadInput([f"--framework: “{name}” tidak dikenal; pilih salah satu: {known}, atau berkas .yaml"])


def _levels(name: str, framework: Framework, partial: bool) -> dict[str, int]:
    path = "(masukan baku)" if name == "-" else name
    table = read_level_table(_read(name), framework, path=path)
    if table.faults or (table.gaps and not partial):
        advice = "Isi semuanya, atau pakai --partial: yang kosong memakai tingkat terendah."
        raise BadInput(table.faults or [*table.gaps, advice])
    return table.levels


def _read(name: str) -> str:
    try:
        if name != "-":
            return read_text(Path(name))
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except OSError as trouble:
        raise BadInput([f"{name}:1:1: {_reason(trouble)}"]) from None
    except UnicodeDecodeError as trouble:
        line = trouble.object.count(b"\n", 0, trouble.start) + 1
        raise BadInput([f"(masukan baku):{line}:1: bukan teks UTF-8; simpan ulang sebagai UTF-8"]) from None


def _reason(trouble: OSError) -> str:
    reasons = {FileNotFoundError: "berkas tidak ada", IsADirectoryError: "ini folder, bukan berkas"}
    return reasons.get(type(trouble), f"tidak dapat dibaca ({trouble.strerror})")


def _changes(words: list[str]) -> dict[str, int]:
    found = {}
    for word in words:
        code, _, level = word.partition("=")
        if not code or not (level.isascii() and level.isdigit() and len(level) < 4):
            raise BadInput([f"--what-if: “{word}” tidak sesuai; tulis seperti 12=3"])
        found[code] = int(level)
    return found


def _answer(framework: Framework, result: Result) -> dict[str, object]:
    answer: dict[str, object] = {"framework": framework.id} | _figures(result)
    answer["domains"] = [_part(part) for part in result.domains]
    answer["aspects"] = [_part(part) for part in result.aspects]
    answer["missing"] = [int(code) if code.isdigit() else code for code in result.missing]
    if others := [kind for kind in framework.kinds if kind not in ("domain", "aspect")]:
        answer["groups"] = {kind: [_part(part) for part in result.of_kind(kind)] for kind in others}
    return answer


def _figures(result: Result) -> dict[str, object]:
    return {"index": result.index, "index_exact": result.index_exact, "predicate": result.predicate.name}


def _part(part: NodeScore) -> dict[str, object]:
    node = part.node
    return {"number": node.number, "name": node.title, "weight": exact_text(node.weight), "index": part.index}


def _show(framework: Framework, result: Result) -> None:
    print(f"{framework.title}\n{framework.id}, versi {framework.version}\n")
    scores = {part.node.id: part for part in result.nodes}
    for node in framework.tree:
        part = scores[node.id]
        kind = KINDS.get(node.kind, node.kind.capitalize())
        name = f"{'  ' * framework.depth(node)}{kind} {node.number}  {node.title}"
        print(f"{name:<76}{_comma(exact_text(node.weight)):>6} %{_comma(part.index):>7}")
    print(
        f"\nIndeks {_comma(result.index)}, {result.predicate.name} (persisnya {_comma(result.index_exact)})"
    )
    if result.predicates_differ:
        print(f"Nilai yang tidak dibulatkan masih dalam predikat {result.predicate_of_exact.name}.")
    if result.missing:
        print(f"Belum ada tingkat, dihitung {framework.lowest}: indikator {', '.join(result.missing)}")


def _comma(figure: str) -> str:
    return figure.replace(".", ",")
