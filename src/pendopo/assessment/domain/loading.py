"""A framework file (YAML) to a `Framework`. Every fault is found and named by file, line and column."""

import hashlib
import json
import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

import yaml

from pendopo.assessment.domain.checks import check_framework, check_golden
from pendopo.assessment.domain.errors import FrameworkRefused
from pendopo.assessment.domain.framework import (
    Framework,
    GoldenCase,
    MissingRule,
    Predicate,
    PredicateFrom,
    Round,
)
from pendopo.assessment.domain.loading_tree import read_indicators, read_ladders, read_nodes
from pendopo.assessment.domain.provenance import LegalBasis, Source, Trust, Verification
from pendopo.assessment.domain.rounds import RoundName
from pendopo.kernel.yaml_pages import Page, Section

SLUG, SLUG_MEANING = (
    r"[a-z0-9]+(-[a-z0-9]+)*",
    "huruf kecil, angka dan tanda hubung, misalnya kota-contoh-2027",
)
BOUND, BOUND_MEANING = r"\d{1,3}(\.\d{1,6})?", "bilangan dengan titik desimal, misalnya 2.6"
#: Whatever is larger was not written by hand.
LARGEST = 2_000_000
#: Parts of one kind. The largest framework in use has 47 indicators.
MOST_PARTS = 500
NOTHING: Mapping[tuple[str, str], str] = MappingProxyType({})


def load_framework(
    text: str, *, path: str = "kerangka.yaml", published: Mapping[tuple[str, str], str] = NOTHING
) -> Framework:
    """The framework written in `text`; `path` is only for messages.

    `published` has the checksum of every version that was published before, by id and version. Raises
    `FrameworkRefused` with all faults: what cannot be read, weights that do not add up, bands with gaps,
    references that lead nowhere, golden cases that come out otherwise, a published version that was changed.
    """
    page = Page(path)
    if len(text) > LARGEST:
        raise FrameworkRefused([f"{path}:1:1: berkas lebih besar dari {LARGEST // 1_000_000} MB"])
    top = page.open(text, references=False)
    if top is None:
        raise FrameworkRefused(page.faults)
    return _checked(page, top, published)


def framework_of_nodes(
    node: yaml.MappingNode, *, path: str, published: Mapping[tuple[str, str], str] = NOTHING
) -> Framework:
    """The same for nodes that were not read from YAML; their marks are told as the places of faults."""
    page = Page(path)
    return _checked(page, Section(page, node), published)


def _checked(page: Page, top: Section, published: Mapping[tuple[str, str], str]) -> Framework:
    _refuse_masses(page, top)
    framework = _read(top)
    check_framework(framework, top)
    _check_unchanged(framework, top, published)
    top.close()
    if not page.faults:
        check_golden(framework, top)
    if page.faults:
        raise FrameworkRefused(sorted(set(page.faults), key=_place))
    return framework


def _refuse_masses(page: Page, top: Section) -> None:
    """Checks compare parts with each other: files with very many of them would keep the reader busy for minutes."""
    for key in ("nodes", "indicators", "golden", "predicates", "rounds", "ladders"):
        if len(top.sections(key)) > MOST_PARTS:
            top.fault(key, f"lebih dari {MOST_PARTS} butir; ini bukan kerangka penilaian")
            raise FrameworkRefused(list(dict.fromkeys(page.faults)))


def _read(top: Section) -> Framework:
    top.choice("schema_version", ("1",))
    title, scale, scoring = top.needed("title"), top.needed("scale"), top.needed("scoring")
    lowest, highest = scale.number("min", 0, 9), scale.number("max", 1, 10)
    ladders = read_ladders(top, lowest, highest)
    framework = Framework(
        id=top.matching("id", SLUG, SLUG_MEANING),
        version=top.text("version"),
        title=title.text("id"),
        title_en=title.text("en", ""),
        legal_basis=tuple(_legal_basis(entry) for entry in top.sections("legal_basis")),
        valid_from=top.day("valid_from") if top.filled("valid_from") else None,
        valid_to=top.day("valid_to") if top.filled("valid_to") else None,
        first_year=top.number("first_year", 2000, 2200),
        last_year=top.whole("last_year", 2000, 2200, optional=True),
        supersedes=top.text("supersedes", ""),
        locale=top.choice("locale", ("id", "en"), "id"),
        licence=top.text("licence"),
        published=top.choice("status", ("draft", "published")) == "published",
        verification=_verification(top.needed("verification")),
        notes=top.texts("notes"),
        sources=tuple(_source(entry) for entry in top.sections("sources")),
        lowest=lowest,
        highest=highest,
        ladders=ladders,
        decimals=_decimals(scoring),
        missing_rule=MissingRule(scoring.choice("missing_rule", tuple(MissingRule), "error")),
        predicate_from=PredicateFrom(scoring.choice("predicate_from", tuple(PredicateFrom), "rounded")),
        predicates=tuple(_predicate(entry) for entry in top.sections("predicates")),
        nodes=read_nodes(top),
        indicators=read_indicators(top, ladders, lowest, highest),
        rounds=tuple(_round(entry) for entry in top.sections("rounds")),
        golden=tuple(_golden(entry) for entry in top.sections("golden")),
        checksum=checksum(top.node),
    )
    for part in (title, scale, scoring):
        part.close()
    return framework


def _decimals(scoring: Section) -> int:
    """The other fields of the section have one meaning so far; they are written so that files stay readable later."""
    scoring.choice("method", ("weighted_sum",))
    scoring.choice("weight_unit", ("percent",))
    scoring.choice("rounding", ("half_up",))
    scoring.choice("level_rule", ("cumulative",))
    return scoring.number("index_decimals", 0, 6)


def _legal_basis(entry: Section) -> LegalBasis:
    basis = LegalBasis(
        entry.text("kind"),
        entry.text("number"),
        entry.number("year", 1945, 2200),
        entry.text("title"),
        entry.text("url", ""),
    )
    entry.close()
    return basis


def _verification(entry: Section) -> Verification:
    trust = tuple(Trust)
    found = Verification(
        Trust(entry.choice("numbers", trust)), Trust(entry.choice("criteria", trust)), entry.text("note", "")
    )
    entry.close()
    return found


def _source(entry: Section) -> Source:
    source = Source(entry.text("what"), entry.text("where"))
    entry.close()
    return source


def _predicate(entry: Section) -> Predicate:
    predicate = Predicate(
        entry.text("name"),
        Fraction(_bound(entry, "min")),
        entry.flag("min_inclusive"),
        Fraction(_bound(entry, "max")),
        entry.flag("max_inclusive"),
        entry.text("label", ""),
    )
    entry.close()
    return predicate


def _bound(entry: Section, key: str) -> str:
    value = entry.matching(key, BOUND, BOUND_MEANING)
    return value if re.fullmatch(BOUND, value, re.ASCII) else "0"


def _round(entry: Section) -> Round:
    found = Round(
        entry.choice("id", tuple(RoundName)),
        entry.text("name"),
        entry.text("role"),
        entry.number("order", 1, 99),
    )
    entry.close()
    return found


def _golden(entry: Section) -> GoldenCase:
    levels, nodes = entry.needed("levels"), entry.section("nodes")
    case = GoldenCase(
        entry.text("id"),
        entry.text("source"),
        {code: levels.number(code, 0, 10) for code in levels.names()},
        entry.text("index"),
        entry.text("predicate", ""),
        {node: nodes.text(node) for node in nodes.names()} if nodes else {},
    )
    entry.close()
    return case


def _check_unchanged(framework: Framework, top: Section, published: Mapping[tuple[str, str], str]) -> None:
    before = published.get((framework.id, framework.version))
    written = top.text("checksum", "")
    if framework.published and written != framework.checksum:
        top.fault(
            "checksum",
            f"isi berkas berubah setelah diterbitkan, atau checksum belum ditulis. Untuk isi baru buat versi baru; "
            f"untuk menerbitkan pertama kali tulis checksum: {framework.checksum}",
        )
    elif before not in (None, framework.checksum):
        top.fault(
            "version",
            f"versi {framework.version} sudah diterbitkan dengan isi lain dan tidak boleh berubah; naikkan versi",
        )


def checksum(top: yaml.MappingNode) -> str:
    """SHA-256 over the canonical JSON of the file without its own checksum: comments and layout do not count."""
    content = {str(key.value): _plain(value) for key, value in top.value if key.value != "checksum"}
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()


def _plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(member) for member in node.value]
    return str(node.value).strip()


def _place(fault: str) -> tuple[int, int]:
    found = re.search(r":(\d+):(\d+): ", fault)
    return (int(found[1]), int(found[2])) if found else (0, 0)
