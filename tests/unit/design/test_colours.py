"""Every pair of ink and ground that the styles use can be read: WCAG 2.2, computed here from the token file."""

import json
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[3] / "frontend"
TOKENS = json.loads((FRONTEND / "tokens.json").read_text())
COLOURS = TOKENS["colour"]
PAIRS = TOKENS["pairs"]


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" by the formula of WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_the_known_ratios():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['ink']} on {pair['on']}")
def test_a_pair_can_be_read(pair):
    assert contrast(COLOURS[pair["ink"]], COLOURS[pair["on"]]) >= pair["least"]


def test_text_needs_four_and_a_half_and_the_night_board_seven():
    controls = [pair for pair in PAIRS if pair["least"] < 4.5]
    assert {pair["ink"] for pair in controls} == {"control", "brand"}
    assert all(pair["least"] >= 7 for pair in PAIRS if pair["on"].startswith("night"))


def test_every_colour_is_used_and_none_is_written_beside_the_tokens():
    sheets = {path.name: path.read_text() for path in (FRONTEND / "scss").glob("*.scss")}
    text = "\n".join(sheets.values())
    assert [name for name in COLOURS if f"t.${name}" not in text] == []
    paper = (": #000;", ": #fff;")
    strays = {
        (name, line)
        for name, sheet in sheets.items()
        for line in sheet.splitlines()
        if ": #" in line and not line.endswith(paper)
    }
    assert strays == set()


def test_the_colours_outside_the_styles_are_those_of_the_tokens():
    templates = FRONTEND.parent / "src/pendopo/design/templates/design"
    assert f'content="{COLOURS["brand"]}"' in (templates / "base.html").read_text()
    assert f'content="{COLOURS["night"]}"' in (templates / "board_base.html").read_text()
    manifest = (FRONTEND.parent / "src/pendopo/design/web/installable.py").read_text()
    assert f'BRAND = "{COLOURS["brand"]}"' in manifest
    assert f'PAPER = "{COLOURS["paper"]}"' in manifest
