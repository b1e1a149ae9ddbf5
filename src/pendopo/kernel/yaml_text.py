"""YAML text to nodes. Whatever is no YAML, or is made to break readers, is one fault with its line and column."""

from typing import Any

import yaml

#: The parser in C where the machine has it; both give the same nodes and positions.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: Deeper files exist only to break readers: the parser in C would overflow its stack.
_DEEPEST = 30
#: What PyYAML and libyaml say most often, in words that help whoever wrote the file.
_MEANINGS = (
    (
        "mapping values are not allowed",
        "titik dua di tempat yang salah; apit teks yang memuat titik dua dengan tanda kutip",
    ),
    ("cannot start any token", "ada tab atau tanda khusus; pakai spasi, atau apit teks dengan tanda kutip"),
    ("expected ':'", "kurang titik dua setelah nama"),
    ("expected <block end>", "jarak dari tepi kiri tidak sama dengan baris di atasnya"),
    ("did not find expected key", "jarak dari tepi kiri tidak sama dengan baris di atasnya"),
    ("did not find expected '-'", "jarak dari tepi kiri tidak sama dengan baris di atasnya"),
    ("quoted scalar", "tanda kutip dibuka tetapi tidak ditutup"),
    ("did not find expected node content", "kurang isi atau kurung tutup"),
    ("expected ',' or", "kurang koma atau kurung tutup"),
)


class NamedPlace(yaml.Mark):
    """A place outside of any text, for nodes that were made from something else: a cell, "Indikator!C5"."""

    def __init__(self, told: str) -> None:
        super().__init__(told, 0, 0, 0, None, 0)
        self.told = told


class YamlFault(ValueError):
    """The text is no YAML that we read; the message is "line:column: reason" in Indonesian."""


def compose(text: str, *, references: bool = True) -> yaml.Node | None:
    """The outermost node with all places kept, None for an empty text. Raises `YamlFault`.

    Without `references` those are refused: in files of strangers they can swell a small text to any size.
    """
    try:
        _refuse_tricks(text, references)
        return yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as trouble:
        mark = trouble.problem_mark or trouble.context_mark
        raise YamlFault(f"{place(mark)}: bukan YAML yang benar ({_meaning(trouble)})") from None
    except yaml.reader.ReaderError as trouble:
        before = text[: trouble.position]
        where = f"{before.count(chr(10)) + 1}:{trouble.position - before.rfind(chr(10))}"
        raise YamlFault(f"{where}: ada karakter yang tidak boleh ada dalam YAML; hapus") from None


def place(mark: yaml.Mark | Any) -> str:
    """Line and column, counted from 1; the parser in C has marks of its own."""
    if isinstance(mark, NamedPlace):
        return mark.told
    return f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"


def _refuse_tricks(text: str, references: bool) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise YamlFault(f"{place(event.start_mark)}: susunan terlalu dalam")
        if isinstance(event, yaml.AliasEvent) and not references:
            raise YamlFault(f"{place(event.start_mark)}: rujukan (* dan &) tidak dipakai di sini")


def _meaning(trouble: yaml.MarkedYAMLError) -> str:
    said = f"{trouble.context or ''} {trouble.problem or ''}"
    return next((meaning for words, meaning in _MEANINGS if words in said), said.strip())
