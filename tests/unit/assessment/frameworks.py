"""The frameworks of `content/`, as the unit tests use them."""

from pathlib import Path

from pendopo.assessment.content import FrameworkFolder

FOLDER = FrameworkFolder(Path(__file__).parents[3] / "content" / "frameworks")
SPBE_2018 = FOLDER.framework("permenpanrb-5-2018")
SPBE_2020 = FOLDER.framework("permenpanrb-59-2020")
PEMDI = FOLDER.framework("permenpanrb-8-2026")
FRAMEWORKS = {framework.id: framework for framework in (SPBE_2018, SPBE_2020, PEMDI)}


def even(framework, level):
    """The same level for every item."""
    return dict.fromkeys((item.code for item in framework.items), level)
