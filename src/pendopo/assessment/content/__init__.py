"""Reading the files of `content/frameworks/`: frameworks, mappings between them, and what was published before."""

from pendopo.assessment.content.folder import FrameworkFolder

__all__ = ["FrameworkFolder"]
