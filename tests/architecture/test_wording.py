"""The words on the pages: the standard language, one form of address, and nothing that cannot be translated.

Sources of the forms: Kamus Besar Bahasa Indonesia, and the writing guide of INA Digital (clear, warm, factual).
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

SOURCES = Path(__file__).parents[2] / "src" / "pendopo"
TEMPLATES = sorted(path for path in SOURCES.glob("*/templates/**/*.html"))
MODULES = sorted(path for path in SOURCES.rglob("*.py") if "migrations" not in path.parts)

#: What people write -> what the dictionary has. Whole words, in any case.
BANNED = {
    r"antrian|mengantri": "antrean, mengantre",
    r"silahkan": "silakan",
    r"ijin|perijinan": "izin",
    r"nomer": "nomor",
    r"resiko": "risiko",
    r"praktek": "praktik",
    r"aktifitas": "aktivitas",
    r"jadual": "jadwal",
    r"himbau\w*|menghimbau": "imbau",
    r"sekedar": "sekadar",
    r"analisa": "analisis",
    r"merubah": "mengubah",
    r"dimana|diatas|dibawah|disini": "di mana, di atas, di bawah, di sini",
    r"walikota": "wali kota",
    r"pebruari|nopember": "Februari, November",
    r"kamu|kalian": "Anda",
    r"klik di sini|klik disini": "say what the link leads to",
    r"online|offline": "daring, luring",
    r"download|upload": "unduh, unggah",
    r"link|website|web site|gadget": "tautan, laman, gawai",
    r"password|username": "kata sandi, nama pengguna",
    r"submit|loading|click|please|error": "an Indonesian verb or noun",
    r"token|hash|ledger|dashboard": "kode survei, bukti catatan, catatan publik, ringkasan",
}
#: Abbreviations longer than four letters that people know better than the words behind them.
KNOWN_CAPITALS = {
    "PANRB",
    "DPMPTSP",
    "LAPOR",
    "SIMRS",
    "NDJSON",
    "SELECT",
    "INSERT",
    "UPDATE",
    "DELETE",
    "GRANT",
}
#: Pages that must not depend on anything, translations included.
UNTRANSLATED = {"400.html", "413.html", "500.html", "503.html", "507.html"}
#: Words in a template that are names, not language.
NAMES = {"pendopo", "ID", "EN"}


class Text(NamedTuple):
    """A piece of text that people read, and where it stands."""

    place: str
    words: str


def at(path: Path, line: int) -> str:
    """ "app/templates/page.html:12" for messages."""
    return f"{path.relative_to(SOURCES)}:{line}"


TRANSLATED = re.compile(
    r"""{%-?\s*(?:translate|trans)\s+(?P<quote>["'])(?P<short>.*?)(?P=quote).*?%}"""
    r"""|{%\s*blocktrans(?:late)?\b.*?%}(?P<long>.*?){%\s*endblocktrans(?:late)?\s*%}""",
    re.DOTALL,
)


def without_comments(source: str) -> str:
    """The template with its comments blanked out; lines keep their numbers."""
    blank = lambda found: "\n" * found[0].count("\n")  # noqa: E731
    source = re.sub(r"{%\s*comment\b.*?{%\s*endcomment\s*%}", blank, source, flags=re.DOTALL)
    return re.sub(r"{#.*?#}", blank, source)


def template_texts(path: Path) -> Iterator[Text]:
    """What a template gives to translators, or all of it if it is not to be translated."""
    source = without_comments(path.read_text())
    if path.name in UNTRANSLATED:
        yield from (Text(at(path, line), words) for line, words in plain_texts(source))
        return
    for found in TRANSLATED.finditer(source):
        yield Text(at(path, source.count("\n", 0, found.start()) + 1), found["short"] or found["long"] or "")


class Reader(HTMLParser):
    """Collects what is read on a page: text between the tags, and the attributes that are spoken or shown.

    Parts that are marked as English, and names in `<code>`, are left out.
    """

    SHOWN = ("aria-label", "placeholder", "title", "alt")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style", "svg", "code"} or ("lang", "en") in attrs:
            self.silent = tag
        spoken = [value for name, value in attrs if name in self.SHOWN and value]
        self.found += [(self.getpos()[0], value) for value in spoken]

    def handle_endtag(self, tag: str) -> None:
        self.silent = "" if tag == self.silent else self.silent

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append((self.getpos()[0], data))


def plain_texts(source: str) -> list[tuple[int, str]]:
    """Line and text of what is read when every tag of the template language is taken out."""
    reader = Reader()
    source = re.sub(r"{%.*?%}", lambda found: "\n" * found[0].count("\n"), source, flags=re.DOTALL)
    reader.feed(re.sub(r"{{.*?}}", "x", source))
    reader.close()
    return reader.found


GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
#: What stands in every module with such a text: the others are not parsed.
SPEAKS = re.compile(rf"\b(?:{'|'.join(GETTEXT | {'Invalid'})})\s*\(|\bmessage\b")


def module_texts(path: Path) -> Iterator[Text]:
    """Translated strings of a module, sentences of refusals, and reasons of `Invalid`."""
    source = path.read_text()
    if not SPEAKS.search(source):
        return
    for node in ast.walk(ast.parse(source)):
        values: list[ast.expr] = []
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in GETTEXT | {"Invalid"}
        ):
            values = node.args
        elif isinstance(node, ast.Assign) and [getattr(name, "id", "") for name in node.targets] == [
            "message"
        ]:
            values = [node.value]
        for value in values:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield Text(at(path, value.lineno), value.value)


@cache
def all_texts() -> list[Text]:
    """Everything that the program itself says to people."""
    texts = [text for path in TEMPLATES for text in template_texts(path)]
    return texts + [text for path in MODULES for text in module_texts(path)]


def test_the_lint_sees_the_pages_and_the_refusals():
    places = {text.place.partition("/")[0] for text in all_texts()}
    assert {"design", "kernel"} <= places


def test_words_have_the_form_of_the_dictionary():
    faults = [
        f"{text.place}: {found[0]!r} -> {better}"
        for text in all_texts()
        for form, better in BANNED.items()
        if (
            found := re.search(
                rf"\b(?:{form})\b", re.sub(r"{{.*?}}|%\(\w+\)|<[^>]*>", "", text.words), re.IGNORECASE
            )
        )
    ]
    assert faults == []


def test_people_are_addressed_as_anda_with_a_capital():
    assert [text for text in all_texts() if re.search(r"\banda\b|\bANDA\b", text.words)] == []


def test_nothing_is_shouted():
    shouted = [
        f"{text.place}: {word}"
        for text in all_texts()
        for word in re.findall(r"\b[A-Z]{5,}\b", text.words)
        if word not in KNOWN_CAPITALS
    ]
    assert shouted == []


def test_every_text_on_a_page_can_be_translated():
    faults = []
    for path in TEMPLATES:
        if path.name in UNTRANSLATED:
            continue
        source = without_comments(path.read_text())
        blanked = TRANSLATED.sub(lambda found: "\n" * found[0].count("\n"), source)
        for line, text in plain_texts(blanked):
            words = [word for word in re.findall(r"[^\W\d_]{3,}", text) if word not in NAMES]
            faults += [f"{at(path, line)}: {text.strip()[:60]!r}"] if words else []
    assert faults == []


def test_every_page_names_its_language():
    for path in TEMPLATES:
        for tag in re.findall(r"<html\b[^>]*>", path.read_text()):
            assert " lang=" in tag, path
