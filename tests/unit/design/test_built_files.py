"""The committed styles and scripts: small enough for prepaid data, and free of what belongs to others."""

import gzip
import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]
BUILT = REPOSITORY / "src/pendopo/design/static/design"
TEMPLATES = REPOSITORY / "src/pendopo/design/templates/design"
SHEETS_AND_SCRIPTS = sorted([*BUILT.glob("*.css"), *BUILT.glob("*.js")])

#: Bytes, compressed, of what a page loads. The limits are those of docs on the weight of pages.
CITIZEN_STYLE, STAFF_STYLE, BOARD_STYLE, SCRIPT, WORKER = 12_000, 16_000, 4_000, 6_000, 3_000
#: Signatures for browsers that cannot check them: loaded by those alone, and only when something is checked.
#: The verifier knows every type of entry and every rule of the record, and no other page loads it.
OTHER_LIMITS = {"sw.js": WORKER, "ed25519.js": 7_500, "verify.js": 9_000}


def weight(*names: str) -> int:
    """Compressed bytes of built files, each by itself as they are sent."""
    return sum(len(gzip.compress((BUILT / name).read_bytes(), 9)) for name in names)


def test_styles_of_citizens_pages_are_light():
    assert weight("citizen.css") <= CITIZEN_STYLE


def test_styles_of_other_pages_are_light():
    assert weight("citizen.css", "staff.css") <= STAFF_STYLE
    assert weight("citizen.css", "kiosk.css") <= STAFF_STYLE
    assert weight("board.css") <= BOARD_STYLE


@pytest.mark.parametrize("path", sorted(BUILT.glob("*.js")), ids=lambda path: path.name)
def test_a_script_is_a_few_kilobytes(path):
    assert weight(path.name) <= OTHER_LIMITS.get(path.name, SCRIPT)


def test_the_service_worker_stays_below_three_kilobytes_even_uncompressed():
    assert (BUILT / "sw.js").stat().st_size <= WORKER


@pytest.mark.parametrize("path", SHEETS_AND_SCRIPTS, ids=lambda path: path.name)
def test_nothing_of_the_british_government_is_built_in(path):
    text = path.read_text().lower()
    assert [word for word in ("gds transport", "crest", "crown", "#1d70b8", "gov.uk") if word in text] == []


@pytest.mark.parametrize("path", SHEETS_AND_SCRIPTS, ids=lambda path: path.name)
def test_nothing_is_loaded_from_elsewhere(path):
    addresses = set(re.findall(r"https?://[\w.-]+", path.read_text()))
    assert addresses <= {"http://www.w3.org"}
    assert "@font-face" not in path.read_text()


def test_our_classes_in_templates_have_a_style():
    styled = set(re.findall(r"\.(app-[\w-]+)", "".join(path.read_text() for path in BUILT.glob("*.css"))))
    pages = "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    named = set(
        re.findall(r"\b(app-[a-z][\w-]*\w)(?![\w-]*{)", " ".join(re.findall(r'class="([^"]*)"', pages)))
    )
    assert named - styled - PLAIN_CLASSES == set()


#: Classes that name a thing for tests and scripts and need no style of their own.
PLAIN_CLASSES: set[str] = set()


@pytest.mark.parametrize(("name", "edge"), [("icon-192", 192), ("icon-512", 512), ("icon-maskable-512", 512)])
def test_an_icon_has_its_size_and_is_small(name, edge):
    picture = (BUILT / f"icons/{name}.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (edge, edge)
    assert len(picture) <= 16_000


@pytest.mark.parametrize(
    "path", sorted((TEMPLATES / "trouble").glob("[45]??.html")), ids=lambda path: path.name
)
def test_a_page_for_faults_is_one_small_file_without_template_language(path):
    text = path.read_text()
    assert len(text.encode()) < 5_000
    assert "{%" not in text
    assert "{{" not in text
    assert re.findall(r'(?:src|href)="(?!/")', text) == []


@pytest.mark.skipif(
    not (REPOSITORY / "frontend/node_modules").is_dir() or not shutil.which("node"),
    reason="the tools that build styles and scripts are not installed (npm ci in frontend/)",
)
def test_the_committed_files_are_what_the_sources_give():
    check = subprocess.run(
        ["node", "check-built.mjs"], cwd=REPOSITORY / "frontend", capture_output=True, text=True
    )
    assert check.returncode == 0, check.stderr
