"""The texts that people read, collected from the sources. `python -m tests.messages` updates the translations.

Needs no GNU gettext: templates go through Django's own `templatize`, modules through `ast`. What no literal call of
gettext names is collected from where it is written: sentences of refusals, and the survey frameworks in `content/`.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib
import yaml
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src" / "pendopo"
FRAMEWORKS = ROOT / "content" / "survey"
CATALOGUE = SOURCES / "locale" / "en" / "LC_MESSAGES" / "django.po"

SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
#: Pages that are shown when nothing works, translations included.
UNTRANSLATED = {"400.html", "413.html", "500.html", "503.html", "507.html"}
#: Calls whose first argument is a sentence for people.
REASONS = {"Invalid", "CodeMistyped", "Unreadable", "Wrong", "Doubt", "Note", "Label"}
#: Attributes of refusals that are sentences of theirs.
SENTENCES = {"message", "again"}
#: Calls whose arguments after the first, the code, are texts for people.
LABELLED = {"Question", "Block", "_text", "_choice"}
#: Names of dictionaries in modules whose values are texts for people.
TOLD = {"LACKS", "PERSONAL_KINDS", "SHORT_OF"}
#: What a survey framework says to people, by the name of its fields.
SHOWN = {"name", "question", "hint", "missing", "performance"}
#: Names of maps from a code to what people read.
CHOICES = {"options", "bands"}


@dataclass(frozen=True, order=True)
class Message:
    """A text in Indonesian, its plural (empty when it has none), and the file and line where it stands."""

    text: str
    plural: str
    place: str
    line: int


@cache
def messages() -> list[Message]:
    """Every text that needs a translation."""
    found = [
        message for path in sorted(SOURCES.glob("*/templates/**/*.html")) for message in in_template(path)
    ]
    for path in sorted(SOURCES.rglob("*.py")):
        if "migrations" not in path.parts:
            found += in_module(path)
    return found + [message for path in sorted(FRAMEWORKS.glob("*.yaml")) for message in in_framework(path)]


def in_template(path: Path) -> Iterator[Message]:
    """What the template marks with `{% translate %}` and its kin."""
    if path.name in UNTRANSLATED:
        return
    calls = re.compile(
        r"""\bn?gettext\(u(?P<one>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
        r"""(?:, u(?P<many>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"), count)?\)"""
    )
    text = templatize(path.read_text())
    for call in calls.finditer(text):
        many = ast.literal_eval(call["many"]) if call["many"] else ""
        # In `{% translate %}` templatize doubles each "%", as Django does when it looks the text up.
        yield Message(
            ast.literal_eval(call["one"]), many, _place(path), text.count("\n", 0, call.start()) + 1
        )


def in_module(path: Path) -> Iterator[Message]:
    """Literal texts of gettext calls, sentences of refusals, reasons of `Invalid`, and names of weekdays."""
    for node in ast.walk(ast.parse(path.read_text())):
        for one, many in _named_by(node):
            yield Message(one, many, _place(path), getattr(node, "lineno", 1))


def _named_by(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Call):
        yield from _of_call(node)
    elif isinstance(node, ast.ClassDef):
        yield from ((text, "") for text in _sentences(node))
    elif isinstance(node, ast.Assign) and TOLD & {getattr(name, "id", "") for name in node.targets}:
        yield from ((_literal(text), "") for text in getattr(node.value, "values", []))
    elif isinstance(node, ast.Assign) and [getattr(name, "id", "") for name in node.targets] == ["_DAYS"]:
        yield from ((ast.literal_eval(day), "") for day in getattr(node.value, "elts", []))


def _of_call(call: ast.Call) -> Iterator[tuple[str, str]]:
    texts = [_literal(argument) for argument in call.args]
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name in PLURAL and len(texts) > 1 and texts[0] and texts[1]:
        yield texts[0], texts[1]
    elif (name in SINGLE | REASONS) and texts and texts[0]:
        yield texts[0], ""
    elif name in LABELLED and texts and texts[0]:
        yield from ((text, "") for text in texts[1:] if text)


def _sentences(refusal: ast.ClassDef) -> Iterator[str]:
    """`message = ...` in the body of a class, and the reason that a kind of `Invalid` gives to `super().__init__`."""
    for node in refusal.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if (
            isinstance(target, ast.Name)
            and target.id in SENTENCES
            and _literal(value) not in ("", "{reason}")
        ):
            yield _literal(value)
    if "Invalid" in [getattr(base, "id", "") for base in refusal.bases]:
        for call in ast.walk(refusal):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "__init__" and call.args:
                yield from filter(None, [_literal(call.args[0])])


def _literal(node: ast.AST | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def in_framework(path: Path) -> Iterator[Message]:
    """Questions, options, names of elements and of grades: regulations are written in Indonesian only."""
    for text, line in _shown(yaml.compose(path.read_text())):
        yield Message(text, "", _place(path), line)


def _shown(node: yaml.Node) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _shown(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in SHOWN and isinstance(value, yaml.ScalarNode):
                yield value.value, value.start_mark.line + 1
            elif key.value in CHOICES:
                yield from ((text.value, text.start_mark.line + 1) for _, text in value.value)
            else:
                yield from _shown(value)


def _place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def update(catalogue: Path = CATALOGUE) -> polib.POFile:
    """The catalogue with exactly the texts of the sources: translations stay, new texts are empty, others go."""
    old = {(entry.msgid, entry.msgid_plural): entry for entry in polib.pofile(str(catalogue))}
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = polib.pofile(str(catalogue)).metadata
    entries: dict[tuple[str, str], polib.POEntry] = {}
    for message in messages():
        key = (message.text, message.plural)
        entry = entries.setdefault(key, polib.POEntry(msgid=message.text, msgid_plural=message.plural))
        # No line numbers: they would change with every edit of a page.
        if (message.place, "") not in entry.occurrences:
            entry.occurrences.append((message.place, ""))
    for key, entry in entries.items():
        kept = old.get(key)
        entry.msgstr = kept.msgstr if kept else ""
        entry.msgstr_plural = kept.msgstr_plural if kept else {0: "", 1: ""} if entry.msgid_plural else {}
        entry.flags = _formats(entry)
        fresh.append(entry)
    return fresh


def _formats(entry: polib.POEntry) -> list[str]:
    return ["python-format"] if re.search(r"%\(\w+\)s|%d", entry.msgid) else []


def main() -> None:
    """Write the catalogue and its compiled form, and say what is left to translate."""
    fresh = update()
    fresh.save(str(CATALOGUE))
    fresh.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    for entry in fresh.untranslated_entries():
        print(f"{entry.occurrences[0][0]}: {entry.msgid}")


if __name__ == "__main__":
    main()
