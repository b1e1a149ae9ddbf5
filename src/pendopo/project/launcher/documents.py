"""The documents' own test: links lead somewhere, and the generated pages are current."""

import re
import subprocess
import sys
from pathlib import Path

from pendopo.project.environment import settings_page
from pendopo.project.launcher.trial import REPOSITORY

SETTINGS_PAGE = REPOSITORY / "docs" / "operator" / "settings.md"
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)\s#]+)[^)]*\)")


def faults() -> list[str]:
    """Everything that is wrong with the documents, one sentence each."""
    found = [
        f"{page.relative_to(REPOSITORY)}: the link to {target} leads nowhere"
        for page in _pages()
        for target in LINK.findall(page.read_text())
        if not (page.parent / target).exists()
    ]
    if not SETTINGS_PAGE.exists() or SETTINGS_PAGE.read_text() != settings_page():
        page = SETTINGS_PAGE.relative_to(REPOSITORY)
        found.append(f"{page} is old: python -m pendopo.project.environment > {page}")
    return found


def _pages() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    names = (
        listed.stdout.splitlines() if listed.returncode == 0 else [p.name for p in REPOSITORY.glob("*.md")]
    )
    return [REPOSITORY / name for name in names if (REPOSITORY / name).exists()]


if __name__ == "__main__":
    problems = faults()
    print("\n".join(problems) or "the documents hold together")
    sys.exit(bool(problems))
