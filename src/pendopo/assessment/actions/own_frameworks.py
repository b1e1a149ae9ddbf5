"""A framework of a government's own, brought as a YAML file or a workbook."""

from typing import ClassVar

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.assessment import queries, store
from pendopo.assessment.domain.errors import FrameworkRefused
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.loading import LARGEST, load_framework
from pendopo.assessment.imports.framework_workbook import read_framework_workbook
from pendopo.directory.queries import governments
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import DomainError, Kind, NotFound

ZIP = b"PK\x03\x04"


class FrameworkTaken(DomainError):
    """The id belongs to a framework that comes with the program, or to another government."""

    code: ClassVar[str] = "framework-taken"
    kind: ClassVar[Kind] = Kind.CONFLICT
    message: ClassVar[str] = (
        "Nama “{id}” sudah dipakai kerangka lain. Ganti id di dalam berkas, lalu unggah lagi."
    )


def add_own_framework(*, actor: Actor, government_id: int, name: str, raw: bytes) -> Framework:
    """Check a framework file and keep it, so that assessments can use it. The same file twice is kept once.

    Raises `Forbidden`, `NotFound`, `FrameworkRefused` (all faults, each by line or cell), `FrameworkTaken`.
    """
    require(actor, Permission.COORDINATE_ASSESSMENT, Place(government_id=government_id))
    if all(one.id != government_id for one in governments()):
        raise NotFound
    framework, text = _read(name, raw)
    with transaction.atomic():
        store.lock_frameworks()
        _check_name(framework, government_id)
        store.pin(framework, text, government_id)
    return framework


def _read(name: str, raw: bytes) -> tuple[Framework, str]:
    if raw.startswith(ZIP) or name.lower().endswith((".xlsx", ".xlsm", ".xls")):
        return read_framework_workbook(raw, name=name)
    if len(raw) > LARGEST:
        raise FrameworkRefused([f"{name}:1:1: berkas lebih besar dari {LARGEST // 1_000_000} MB"])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = raw.count(b"\n", 0, trouble.start) + 1
        told = f"{name}:{line}:1: bukan teks UTF-8; simpan ulang sebagai UTF-8, atau unggah sebagai .xlsx"
        raise FrameworkRefused([told]) from None
    return load_framework(text, path=name), text


def _check_name(framework: Framework, government_id: int) -> None:
    """A name belongs to one owner, and a version to one content."""
    for kept in queries.own_frameworks():
        if kept.framework.id != framework.id:
            continue
        if kept.government_id != government_id:
            raise FrameworkTaken(id=framework.id)
        if kept.framework.version == framework.version and kept.framework.checksum != framework.checksum:
            told = f"versi {framework.version} dari {framework.id} sudah ada dengan isi lain; naikkan versi"
            raise FrameworkRefused([told])
    if framework.id in {one.id for one in queries.frameworks_in_files()}:
        raise FrameworkTaken(id=framework.id)
