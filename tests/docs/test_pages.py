"""The documents hold together: links, pictures, words, and what the sources say of them."""

import re

import yaml

from pendopo.project.launcher.__main__ import VERBS
from tests.docs.pages import PAGES, REPOSITORY, SOURCES, anchors, first_cells, links, page, pictures

SCREENSHOTS = REPOSITORY / "docs" / "screenshots"
DECISIONS = REPOSITORY / "docs" / "decisions"
#: A picture that is larger makes reading on a phone expensive; more of them make a repository heavy.
LARGEST_PICTURE, MOST_PICTURES = 80_000, 12


def test_every_link_leads_to_a_file_and_to_a_heading_in_it() -> None:
    lost = []
    for place in PAGES:
        for target in links(place):
            path, _, anchor = target.partition("#")
            there = (place.parent / path).resolve() if path else place
            known = there.exists() and (not anchor or anchor in anchors(there))
            lost += [] if known else [f"{place.relative_to(REPOSITORY)}: {target}"]
    assert lost == []


def test_every_document_that_the_sources_name_exists() -> None:
    named = {
        (name, file.name)
        for file in [*SOURCES.rglob("*.py"), REPOSITORY / "pendopo", *REPOSITORY.glob("tests/**/*.py")]
        for name in re.findall(r"\bdocs/[\w/-]+\.(?:md|py)\b", file.read_text())
    }
    assert named
    assert [f"{file}: {name}" for name, file in named if not (REPOSITORY / name).exists()] == []


def test_pictures_are_few_and_light_and_each_is_shown() -> None:
    kept = set(SCREENSHOTS.glob("*.png"))
    assert 0 < len(kept) <= MOST_PICTURES
    assert [file.name for file in kept if file.stat().st_size > LARGEST_PICTURE] == []
    shown = {picture for place in PAGES for picture in pictures(place)}
    assert {file.name for file in kept - shown} == set()


def test_every_picture_is_described_for_people_who_do_not_see_it() -> None:
    silent = [place.name for place in PAGES if re.search(r"!\[\s*\]\(", place.read_text())]
    assert silent == []


def test_terms_of_the_glossary_are_in_order_and_lead_to_the_code() -> None:
    text = page("GLOSSARY.md")
    for terms in first_cells(text):
        assert terms == sorted(terms, key=str.casefold)
        assert len(terms) == len({term.casefold() for term in terms})
    named = re.findall(r"`([a-z_/]+\.py)`", text)
    assert len(named) > 30
    assert [name for name in named if not (SOURCES / name).exists()] == []


def test_every_verb_of_the_launcher_is_explained() -> None:
    words = page("README.md") + page("CONTRIBUTING.md") + page("docs/operator/README.md")
    assert [verb for verb in VERBS if f"./pendopo {verb}" not in words] == []


def test_every_variable_is_explained_to_operators_or_to_developers() -> None:
    words = page("docs/operator/settings.md") + page("CONTRIBUTING.md")
    named = {
        name
        for file in [*SOURCES.rglob("*.py"), REPOSITORY / "pendopo"]
        for name in re.findall(r"""["'](PENDOPO_[A-Z_]+)["']""", file.read_text())
    }
    assert "PENDOPO_NO_BROWSER" in named
    # PENDOPO_PLACES is a setting of Django, not of the environment.
    assert sorted(name for name in named - {"PENDOPO_PLACES"} if name not in words) == []


def test_decisions_are_numbered_once_and_listed() -> None:
    files = sorted(file.name for file in DECISIONS.glob("[0-9]*.md"))
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))
    listed = page("docs/decisions/README.md")
    assert [name for name in files if f"({name})" not in listed] == []
    assert [name for name in files if "\nStatus: " not in page(f"docs/decisions/{name}")] == []


def test_every_app_and_every_folder_of_tests_is_on_the_map() -> None:
    apps = {file.parent.name for file in SOURCES.glob("*/__init__.py")}
    tests = {
        file.parent.name for file in (REPOSITORY / "tests").glob("*/*") if file.suffix in {".py", ".json"}
    }
    text = page("ARCHITECTURE.md")
    assert {"queue", "kernel"} <= apps
    assert [name for name in sorted(apps) if f"`{name}`" not in text] == []
    assert [name for name in sorted(tests) if f"`tests/{name}`" not in text] == []


def test_guides_are_listed() -> None:
    folder = REPOSITORY / "docs" / "panduan"
    listed = page("docs/panduan/README.md")
    assert [
        file.name for file in folder.glob("*.md") if file.name != "README.md" and file.name not in listed
    ] == []


def test_publiccode_has_what_the_standard_asks_for() -> None:
    facts = yaml.safe_load(page("publiccode.yml"))
    needed = {"publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType",
              "description", "legal", "maintenance", "localisation"}  # fmt: skip
    assert needed <= facts.keys()
    for told in facts["description"].values():
        assert len(told["shortDescription"]) <= 150
        assert 150 <= len(told["longDescription"]) <= 10_000
        assert told["features"]
        assert all((REPOSITORY / name).exists() for name in told.get("screenshots", []))
    assert facts["legal"]["license"] == "EUPL-1.2"
    assert facts["maintenance"]["contacts"]
    assert (REPOSITORY / facts["logo"]).exists()


def test_the_version_is_the_same_everywhere() -> None:
    version = re.search(r'^version = "(.+)"$', page("pyproject.toml"), re.MULTILINE)
    assert version is not None
    assert yaml.safe_load(page("publiccode.yml"))["softwareVersion"] == version[1]
    assert re.search(r"^## .*" + re.escape(version[1]), page("CHANGELOG.md"), re.MULTILINE)
