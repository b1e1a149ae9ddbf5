"""`./pendopo ikm FILE`: compute or check a satisfaction index. Needs no server, no settings, no database."""

import argparse
import json
import re
import sys
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from pendopo.survey.calculator.answers import count_answers
from pendopo.survey.calculator.means import read_means
from pendopo.survey.calculator.result import Result, as_json, as_text, custom_as_json, custom_in_words
from pendopo.survey.calculator.source import BadFile, Source, opened
from pendopo.survey.domain.checking import Custom, customary_weights, reproduce
from pendopo.survey.domain.framework import Framework, FrameworkFault
from pendopo.survey.domain.index import ElementSum, Index, compute_from_means
from pendopo.survey.domain.sampling import sample_of
from pendopo.survey.domain.tally import Totals, add_up
from pendopo.survey.library import UnknownFramework, find_framework, names

FRAMEWORKS = Path(__file__).resolve().parents[4] / "content" / "survey"
DEFAULT = "permenpanrb-14-2017"
DONE, BAD_INPUT = 0, 2


class BadUsage(Exception):
    """An option that does not fit the file."""


def run(arguments: list[str]) -> int:
    """0 when computed; 2 when the file or an option cannot be used: nothing is computed then."""
    options = _parser().parse_args(arguments)
    try:
        framework = find_framework(FRAMEWORKS, options.framework)
        with opened(options.file) as source:
            result, custom = _calculate(source, framework, options)
    except UnknownFramework:
        return _refuse(
            f"pendopo ikm: kerangka {options.framework} tidak dikenal; pilih {', '.join(names(FRAMEWORKS))}, "
            "atau tulis nama berkas YAML"
        )
    except FrameworkFault as fault:
        return _refuse(f"pendopo ikm: kerangka {options.framework} tidak dapat dipakai: {fault}")
    except (BadFile, BadUsage) as fault:
        return _refuse(str(fault))
    except OSError as fault:
        return _refuse(f"{options.file}: berkas tidak dapat dibaca: {fault.strerror}")
    _show(result, custom, options)
    return DONE


def _calculate(
    source: Source, framework: Framework, options: argparse.Namespace
) -> tuple[Result, Custom | None]:
    if options.means:
        return _of_means(source, framework, options)
    counted = count_answers(source, framework, options.by)
    if counted.unused:
        print(f"catatan: {source.name}: kolom {', '.join(counted.unused)} bukan unsur kerangka {framework.code} "
              "dan tidak dihitung", file=sys.stderr)  # fmt: skip
    groups = counted.groups if options.by is not None else {}
    whole = add_up(counted.groups.values())
    means = _means(whole)
    weight = _weight(options.weights, len(means))
    result = Result(
        framework=framework,
        respondents=whole.respondents,
        index=compute_from_means(framework, means, whole.sums(), weight),
        sample=sample_of(options.population, whole.respondents) if options.population else None,
        groups={name: _group(framework, totals, options.weights) for name, totals in groups.items()},
    )
    return result, _reproduced(options.published, means, framework, Fraction(0))


def _of_means(
    source: Source, framework: Framework, options: argparse.Namespace
) -> tuple[Result, Custom | None]:
    if options.by or options.population:
        raise BadUsage("pendopo ikm: --by dan --population hanya untuk berkas jawaban, bukan --means")
    means = read_means(source, framework)
    weight = _weight(options.weights, len(means.values))
    result = Result(framework, None, compute_from_means(framework, means.values, {}, weight))
    return result, _reproduced(options.published, means.values, framework, means.half_unit)


def _group(framework: Framework, totals: Totals, weights: str) -> Result:
    means = _means(totals)
    index: Index | None = None
    if means:
        index = compute_from_means(framework, means, totals.sums(), _weight(weights, len(means)))
    return Result(framework, totals.respondents, index)


def _means(totals: Totals) -> dict[str, Fraction]:
    sums: Mapping[str, ElementSum] = totals.sums()
    return {code: Fraction(found.sum, found.answered) for code, found in sums.items() if found.answered}


def _weight(name: str, elements: int) -> Fraction:
    weights = customary_weights(elements)
    if name not in weights:
        raise BadUsage(
            f"pendopo ikm: --weights {name} tidak berlaku untuk {elements} unsur; pilih {', '.join(weights)}"
        )
    return weights[name]


def _reproduced(
    published: str | None, means: Mapping[str, Fraction], framework: Framework, half_unit: Fraction
) -> Custom | None:
    if published is None:
        return None
    return reproduce(published, list(means.values()), conversion=framework.conversion, half_unit=half_unit)


def _show(result: Result, custom: Custom | None, options: argparse.Namespace) -> None:
    if options.json:
        shown = as_json(result)
        if options.published is not None:
            shown["reproduced_by"] = custom_as_json(custom)
        print(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    print(as_text(result))
    if options.weights != "exact":
        print(f"Dihitung dengan bobot {options.weights} untuk perbandingan; angka tepatnya tanpa --weights.")
    if options.published is not None:
        print(custom_in_words(options.published, custom))


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return BAD_INPUT


def _people(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,11}", text):
        raise argparse.ArgumentTypeError(f"“{text}” bukan jumlah orang; tulis bilangan bulat mulai dari 1")
    return int(text)


def _published(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,6})?", text):
        raise argparse.ArgumentTypeError(f"“{text}” bukan IKM; tulis dengan titik desimal, misalnya 84.27")
    return text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./pendopo ikm",
        description="Hitung indeks kepuasan masyarakat dari berkas CSV, atau periksa angka yang terbit. "
        "Kolom U1..U9 berisi 1 sampai 4, kosong bila tidak dijawab; kolom lain bebas.",
        epilog="Status keluar: 0 selesai, 2 masukan tidak dapat dipakai.",
    )
    parser.add_argument("file", metavar="FILE.csv", help="berkas CSV; - untuk masukan standar")
    parser.add_argument("--framework", default=DEFAULT, help=f"kerangka (bawaan: {DEFAULT}) atau berkas YAML")
    parser.add_argument("--by", metavar="COLUMN", help="hitung juga setiap kelompok menurut kolom ini")
    parser.add_argument(
        "--weights", default="exact", help="exact, atau bobot terpotong untuk perbandingan: 0.11"
    )
    parser.add_argument("--population", type=_people, help="jumlah pengguna layanan, untuk kecukupan sampel")
    parser.add_argument("--means", action="store_true", help="berkas berisi kolom element,mean dari laporan")
    parser.add_argument("--published", type=_published, help="IKM yang terbit: cari bobot dan pembulatannya")
    parser.add_argument("--json", action="store_true", help="jawaban untuk mesin")
    return parser
