"""Files of people come through one door, where they are counted against the person's day."""

from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "pendopo"
DOOR = SOURCE / "accounts" / "uploading.py"


def test_no_page_takes_a_file_past_the_count():
    takers = {path for path in SOURCE.rglob("*.py") if "request.FILES" in path.read_text()}
    assert takers == {DOOR}
    asked = [path for path in SOURCE.rglob("*.py") if "uploaded_file(request" in path.read_text()]
    assert len(asked) >= 6, "deliveries, evidence, answers, frameworks, inventories, surveys"


def test_every_form_with_a_file_is_read_by_a_page_that_counts():
    """Each app that offers a field for a file also asks the door."""
    offering = {
        path.relative_to(SOURCE).parts[0]
        for path in SOURCE.glob("*/templates/**/*.html")
        if "multipart/form-data" in path.read_text()
    }
    counting = {
        path.relative_to(SOURCE).parts[0]
        for path in SOURCE.rglob("web/**/*.py")
        if "uploaded_file(request" in path.read_text()
    }
    assert offering, "there are such forms"
    assert offering <= counting | {"design"}
