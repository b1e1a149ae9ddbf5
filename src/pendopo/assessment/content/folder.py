"""The folder `content/frameworks/`.

`PUBLISHED` lists the checksum of every version that was ever published, one line each: "checksum  id  version". It
only grows. A file whose published version has another checksum is refused, so that an index that was computed
once can always be computed again.
"""

from pathlib import Path

from pendopo.assessment.domain.errors import FrameworkRefused
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.loading import LARGEST, load_framework
from pendopo.assessment.domain.loading_mapping import load_mapping
from pendopo.assessment.domain.mapping import Mapping
from pendopo.kernel.errors import NotFound

PUBLISHED = "PUBLISHED"


class FrameworkFolder:
    """Frameworks in files, by id. Nothing is kept: whoever asks twice keeps the answer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ids(self) -> tuple[str, ...]:
        """Every framework that has a file."""
        return tuple(sorted(file.stem for file in self.folder.glob("*.yaml")))

    def text(self, framework_id: str) -> str:
        """The file of a framework as it is. Raises `NotFound`."""
        if framework_id not in self.ids():
            raise NotFound
        return read_text(self.folder / f"{framework_id}.yaml")

    def framework(self, framework_id: str) -> Framework:
        """The framework of that id. Raises `NotFound` or `FrameworkRefused`."""
        path = f"{framework_id}.yaml"
        framework = load_framework(self.text(framework_id), path=path, published=self.published())
        if framework.id != framework_id:
            raise FrameworkRefused([f"{path}:1:1: nama berkas harus sama dengan id: {framework.id}.yaml"])
        return framework

    def mapping(self, earlier: Framework, later: Framework) -> Mapping | None:
        """What can be carried from one framework to the other, if a file says so. Raises `FrameworkRefused`."""
        file = self.folder / "mappings" / f"{earlier.id}--{later.id}.yaml"
        return load_mapping(read_text(file), earlier, later, path=file.name) if file.exists() else None

    def published(self) -> dict[tuple[str, str], str]:
        """The checksum of every version that was ever published, by id and version."""
        file = self.folder / PUBLISHED
        lines = file.read_text().splitlines() if file.exists() else []
        return {(parts[1], parts[2]): parts[0] for line in lines if len(parts := line.split()) == 3}


def read_text(file: Path) -> str:
    """The text of a content file. Raises `FrameworkRefused` when it is too large or not UTF-8."""
    raw = file.read_bytes()
    if len(raw) > LARGEST:
        raise FrameworkRefused([f"{file.name}:1:1: berkas lebih besar dari {LARGEST // 1_000_000} MB"])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = raw.count(b"\n", 0, trouble.start) + 1
        raise FrameworkRefused(
            [f"{file.name}:{line}:1: bukan teks UTF-8; simpan ulang sebagai UTF-8"]
        ) from None
