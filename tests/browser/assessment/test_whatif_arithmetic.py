"""The script of the what-if page computes what the server computes, for every framework and for edges of bands."""

import html
import json
import random
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pendopo.assessment.domain.index import score
from pendopo.assessment.web.what_if import plan_of
from pendopo.kernel.decimals import half_up
from tests.unit.assessment.frameworks import FRAMEWORKS, even

pytestmark = pytest.mark.browser
SCRIPT = Path(__file__).parents[3] / "src/pendopo/design/static/design/whatif.js"
PAGE = """<div data-whatif="{plan}" data-comma=".">
<p data-after></p><p data-predicate></p><p data-gain></p><p data-changed></p>
<table>{rows}</table></div>"""
ROW = '<tr><td><select data-code="{code}">{options}</select></td></tr>'
#: Chooses all levels at once and reads what the page says, for each plan in turn.
CHOOSE = """(plans) => plans.map((levels) => {
  const fields = [...document.querySelectorAll("select[data-code]")];
  for (const field of fields) field.value = String(levels[field.dataset.code]);
  fields[0].dispatchEvent(new Event("change"));
  return ["after", "predicate", "gain"].map((name) => document.querySelector(`[data-${name}]`).textContent);
})"""


def drawn(framework, levels):
    scale = range(framework.lowest, framework.highest + 1)
    rows = [
        ROW.format(
            code=item.code,
            options="".join(
                f'<option value="{n}"{" selected" if n == levels[item.code] else ""}>{n}</option>'
                for n in scale
            ),
        )
        for item in framework.items
    ]
    return PAGE.format(plan=html.escape(json.dumps(plan_of(framework, levels))), rows="".join(rows))


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=list(FRAMEWORKS))
def test_the_browser_and_the_server_say_the_same(framework, browser: Browser):
    start = even(framework, 2)
    page = browser.new_page()
    page.set_content(drawn(framework, start))
    page.add_script_tag(content=SCRIPT.read_text())
    plans = list(some_plans(framework))
    told = page.evaluate(CHOOSE, plans)
    page.close()
    before, names = score(framework, start).exact, set()
    for levels, said in zip(plans, told, strict=True):
        result = score(framework, levels)
        gain = result.exact - before
        sign = "−" if gain < 0 else "+"
        assert said == [result.index, result.predicate.name, sign + half_up(abs(gain), framework.decimals)]
        names.add(result.predicate.name)
    assert names == {one.name for one in framework.predicates}


def some_plans(framework):
    """Levels by code. Mixed levels lie near the middle; two neighbouring levels come close to every bound."""
    chance = random.Random(framework.id)
    scale = range(framework.lowest, framework.highest + 1)
    for trial in range(150):
        pool = scale if trial % 3 == 0 else [chance.choice(scale)] * 3 + [chance.choice(scale)]
        yield {item.code: chance.choice(pool) for item in framework.items}
