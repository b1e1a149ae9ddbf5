"""The framework file in use, for tests."""

from pathlib import Path

from pendopo.survey.domain.framework import read_framework

FILE = Path(__file__).parents[3] / "content" / "survey" / "permenpanrb-14-2017.yaml"
FRAMEWORK = read_framework(FILE.read_bytes())
