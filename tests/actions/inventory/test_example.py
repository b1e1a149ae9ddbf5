"""The example of the demo fits the rules, the town's agencies and the directory's services, and shows every rule."""

from datetime import date
from pathlib import Path

import yaml
from django.conf import settings

from pendopo.inventory.domain.findings import look_through
from pendopo.inventory.domain.importing import plan_import
from pendopo.inventory.domain.importing_cells import Known
from pendopo.inventory.domain.rules import RULES
from pendopo.inventory.domain.sheets import bare
from pendopo.inventory.domain.whole import Thing, Whole
from pendopo.project.launcher.example_inventory import read_sheets

CONTENT = Path(settings.CONTENT)


def test_the_example_fits_and_shows_what_rules_find():
    town = yaml.safe_load((CONTENT / "towns" / "kabupaten-mojokerto.yaml").read_text())
    office = yaml.safe_load((CONTENT / "offices" / "mpp-graha-manavaseva.yaml").read_text())
    known = Known(
        agencies={bare(one["slug"]): number for number, one in enumerate(town["agencies"])},
        services={f"{office['office']['slug']}/{one['slug']}": 1 for one in office["services"]},
        present={},
        links=frozenset(),
        may_write=lambda agency: True,
    )
    plan = plan_import(read_sheets(CONTENT / "inventory" / "kabupaten-mojokerto-contoh.yaml"), known)
    assert all(facts.name.endswith("(contoh)") for _, facts in plan.new)
    numbers = {code: number for number, (code, _) in enumerate(plan.new)}
    things = tuple(
        Thing(
            numbers[code],
            code,
            facts.part,
            facts.name,
            facts.status,
            facts.agency_id,
            str(facts.agency_id),
            facts.values,
        )
        for code, facts in plan.new
    )
    edges = tuple((numbers[one], kind, numbers[other]) for one, kind, other in plan.links.new)
    found = look_through(Whole.joined(things, edges), RULES, date(2026, 11, 23)).by_rule
    assert [code for code, some in found.items() if not some] == ["same-name"]
    assert len(found["duplicate-application"][0].things) == 5
