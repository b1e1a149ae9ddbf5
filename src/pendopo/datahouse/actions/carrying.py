"""The operator's view of the object store: whether it works, and carrying a lake into it or back."""

from dataclasses import dataclass
from pathlib import Path

from pendopo.datahouse.domain.store_errors import NoStore, StoreLacks, StoreUnavailable
from pendopo.datahouse.lake.copies import WORK, Copies, copies_at, files_in, sync_file
from pendopo.datahouse.queries.examining import files_named


@dataclass(frozen=True)
class Kept:
    """Where the lake is kept, how many files it has there, and the bytes and limit of the copies here."""

    store: str
    files: int
    copies: int
    most: int


def store_fault(*, folder: Path) -> str:
    """What is wrong with the store of the lake in `folder`; empty when it works, or when there is none."""
    copies = copies_at(folder)
    if copies is None:
        return ""
    try:
        copies.store.check(folder / WORK)
    except StoreUnavailable as fault:
        return str(fault)
    return ""


def kept(*, folder: Path) -> Kept:
    """The state of the store. Raises `NoStore`, `StoreUnavailable`."""
    copies = _copies(folder)
    copies.store.check(folder / WORK)
    here = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Kept(str(copies.store.address), len(files_in(folder)), here, copies.most)


def carry_there(*, lake: Path, folder: Path) -> int:
    """Store every file of the lake in the folder `lake` that is not there yet; how many there are.

    The folder stays as it is. May be called again after it was stopped. Raises `NoStore`, `StoreUnavailable`, and
    `StoreLacks` when a version would still lack a file.
    """
    copies = _copies(folder)
    files = [path for path in files_in(lake) if path.relative_to(lake).parts[0] != WORK]
    for path in files:
        copies.store.send(path, path.relative_to(lake).as_posix())
    _refuse_lacking({path.relative_to(folder) for path in _named(folder)} - _names(copies))
    return len(files)


def carry_back(*, lake: Path, folder: Path) -> int:
    """Bring every file of the store into the folder `lake`; how many there are. The store stays as it is.

    Raises `NoStore`, `StoreUnavailable`, and `StoreLacks` when a version would lack a file.
    """
    copies = _copies(folder)
    names = _names(copies)
    for name in sorted(names):
        target = lake / name
        if target.is_file() and target.stat().st_size == copies.store.size(name.as_posix()):
            continue
        half = target.with_name(f".half-{target.name}")
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        copies.store.fetch(name.as_posix(), half)
        half.replace(target)
        sync_file(target)
    _refuse_lacking({path.relative_to(folder) for path in _named(folder)} - names)
    return len(names)


def _copies(folder: Path) -> Copies:
    if (copies := copies_at(folder)) is None:
        raise NoStore
    return copies


def _named(folder: Path) -> set[Path]:
    try:
        return {path for path in files_named(folder=folder) if path.is_relative_to(folder)}
    except FileNotFoundError as fault:
        raise StoreLacks(count="beberapa", first=Path(str(fault.filename or "metadata")).name) from None


def _names(copies: Copies) -> set[Path]:
    return {Path(one.name) for one in copies.store.names()}


def _refuse_lacking(lost: set[Path]) -> None:
    if lost:
        raise StoreLacks(count=len(lost), first=min(lost).as_posix())
