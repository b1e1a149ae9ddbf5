"""Everything that people read is there in English too, and nothing that varies gets lost on the way.

How to add or change a text: write it in Indonesian in the template (`{% translate %}`, `{% blocktranslate %}`) or in
the module (`gettext`); refusals and the survey frameworks in `content/survey/` are collected by themselves. Then:

1. `python -m tests.messages` brings `src/pendopo/locale/en/LC_MESSAGES/django.po` up to date and lists what is new;
2. write the missing `msgstr` into that file, in short, warm and formal English for citizens: placeholders stay;
3. run `python -m tests.messages` again (it writes `django.mo`, which is committed too) and these tests.

Indonesian is the source and has no catalogue. Names from `content/` (services, agencies, offices) are not translated.
"""

import re
from importlib import import_module
from itertools import chain
from string import Formatter

import polib
import pytest

from pendopo.kernel.errors import DomainError
from pendopo.webapi.problems import TITLES
from tests.messages import CATALOGUE, FRAMEWORKS, SOURCES, messages

#: `%(name)s` and `%d`, and tags of HTML: what a translation has to keep.
KEPT = re.compile(r"%\(\w+\)[sd]|%[sd]|<[^>]+>")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def texts(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Each source text with its translation; the singular and the plural of a counted text are two."""
    if entry.msgid_plural:
        return [
            (entry.msgid, entry.msgstr_plural.get(0, "")),
            (entry.msgid_plural, entry.msgstr_plural.get(1, "")),
        ]
    return [(entry.msgid, entry.msgstr)]


def load_domains() -> None:
    """Load the modules in which refusals are defined, so that `refusals` knows them."""
    for path in SOURCES.glob("*/domain/*.py"):
        import_module(".".join(("pendopo", *path.relative_to(SOURCES).with_suffix("").parts)))


def refusals(kind: type[DomainError] = DomainError) -> list[type[DomainError]]:
    """Every kind of refusal in the modules that are loaded."""
    return list(chain([kind], *(refusals(sub) for sub in kind.__subclasses__())))


def fields(text: str) -> list[str]:
    """The names in the `{placeholders}` of a text; what is after ":" may differ between languages."""
    try:
        return sorted(name for _, name, _, _ in Formatter().parse(text) if name)
    except ValueError:
        return []


def test_every_text_is_in_the_catalogue_and_nothing_else(catalogue: polib.POFile) -> None:
    wanted = {(message.text, message.plural): message.place for message in messages()}
    there = {(entry.msgid, entry.msgid_plural) for entry in catalogue}
    assert {text: place for text, place in wanted.items() if text not in there} == {}
    assert there - set(wanted) == set()


def test_every_text_is_translated(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue if "fuzzy" in entry.flags or entry.obsolete] == []


def test_translations_keep_placeholders_and_tags(catalogue: polib.POFile) -> None:
    faults = [
        (source, translation)
        for entry in catalogue
        for source, translation in texts(entry)
        if sorted(KEPT.findall(source)) != sorted(KEPT.findall(translation))
        or fields(source) != fields(translation)
    ]
    assert faults == []


def test_translations_end_as_their_source(catalogue: polib.POFile) -> None:
    """A sentence stays a sentence, a question a question."""
    faults = [
        (source, translation)
        for entry in catalogue
        for source, translation in texts(entry)
        if source[-1] in ".?:;" and source[-1] != translation[-1]
    ]
    assert faults == []


def test_the_compiled_catalogue_is_that_of_the_source(catalogue: polib.POFile) -> None:
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    assert {entry.msgid: texts(entry) for entry in compiled} == {
        entry.msgid: texts(entry) for entry in catalogue
    }


def test_refusals_titles_and_questions_are_among_the_collected_texts() -> None:
    """The collector reads sources only; the running program must not know a sentence that it missed."""
    load_domains()
    collected = {message.text for message in messages()}
    sentences = {refusal.message for refusal in refusals() if refusal.__module__.startswith("pendopo.")}
    assert len(sentences) > 10
    assert sentences - {"{reason}"} <= collected
    assert set(TITLES.values()) <= collected
    assert list(FRAMEWORKS.glob("*.yaml"))
    assert "Seberapa mudah langkah-langkah yang harus Anda lalui?" in collected


def test_the_collector_understands_counted_and_marked_texts() -> None:
    collected = {(message.text, message.plural) for message in messages()}
    assert ("%(n)s orang menunggu", "%(n)s orang menunggu") in collected  # in a template and in a module
    assert ("Nomor %(number)s dipanggil ulang.", "") in collected  # gettext_noop
    assert ("Tulis kode survei Anda.", "") in collected  # the reason of an Invalid
