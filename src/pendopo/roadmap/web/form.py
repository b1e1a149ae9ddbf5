"""The form of an initiative: what was typed becomes facts, line by line; shown again as it was typed."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from pendopo.kernel.errors import Invalid
from pendopo.roadmap.domain.initiatives import Content, Facts, Funds, Milestone
from pendopo.roadmap.domain.plan.problem import Raise

Chosen = TypeVar("Chosen", bound=StrEnum)

FIELDS = ("kode", "nama", "isi", "pemilik", "mulai", "biaya", "rutin", "dana", "kenaikan", "menunggu", "wajib",
          "tonggak", "risiko", "rkpd", "renja", "alasan")  # fmt: skip


def facts_of(posted: Mapping[str, str], supporters: Iterable[str], before: Facts | None) -> Facts:
    """What was typed. Raises `Invalid` at the first field that cannot be read."""
    done = {one.title: one.done for one in before.milestones} if before else {}
    return Facts(
        title=" ".join(posted.get("nama", "").split()),
        content=_choice(Content, posted.get("isi", ""), "isi"),
        owner_id=_number(posted.get("pemilik", ""), "pemilik", "Pilih perangkat daerah."),
        supporter_ids=tuple(int(one) for one in supporters if one.isascii() and one.isdigit()),
        start=_year(posted.get("mulai", "")),
        cost=tuple(_rupiah(line, "biaya") for line in _lines(posted.get("biaya", ""))),
        running_cost=_rupiah(posted.get("rutin", "").strip() or "0", "rutin"),
        funds=_choice(Funds, posted.get("dana", "") or Funds.APBD.value, "dana"),
        raises=tuple(_raise(line) for line in _lines(posted.get("kenaikan", ""))),
        after=tuple(dict.fromkeys(posted.get("menunggu", "").replace(",", " ").split())),
        mandatory=posted.get("wajib") == "1",
        milestones=tuple(_milestone(line, done) for line in _lines(posted.get("tonggak", ""))),
        risks=posted.get("risiko", "").strip(),
        rkpd=posted.get("rkpd", "").strip(),
        renja=posted.get("renja", "").strip(),
    )


def typed_from(code: str, facts: Facts) -> dict[str, str]:
    """The form as it is shown for an initiative."""
    return {
        "kode": code,
        "nama": facts.title,
        "isi": facts.content.value,
        "pemilik": str(facts.owner_id),
        "mulai": str(facts.start or ""),
        "biaya": "\n".join(map(str, facts.cost)),
        "rutin": str(facts.running_cost or ""),
        "dana": facts.funds.value,
        "kenaikan": "\n".join(f"{one.item}: {one.start}-{one.end}" for one in facts.raises),
        "menunggu": " ".join(facts.after),
        "wajib": "1" if facts.mandatory else "",
        "tonggak": "\n".join(f"{one.due.isoformat()} {one.title}" for one in facts.milestones),
        "risiko": facts.risks,
        "rkpd": facts.rkpd,
        "renja": facts.renja,
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _choice(kind: type[Chosen], value: str, field: str) -> Chosen:
    try:
        return kind(value)
    except ValueError:
        raise Invalid("Pilih salah satu dari daftar.", field=field) from None


def _number(text: str, field: str, reason: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid(reason, field=field)
    return int(text)


def _year(text: str) -> int | None:
    text = text.strip()
    if text and not re.fullmatch(r"\d{4}", text):
        raise Invalid("Tulis tahun dengan empat angka, misalnya 2027, atau kosongkan.", field="mulai")
    return int(text) if text else None


def _rupiah(text: str, field: str) -> int:
    digits = re.sub(r"^Rp\s*|[. ]", "", text)
    if not re.fullmatch(r"[0-9]{1,15}", digits):
        raise Invalid(
            "“{text}” bukan rupiah. Tulis seperti 300.000.000, satu angka per baris.",
            field=field,
            text=text[:40],
        )
    return int(digits)


def _raise(line: str) -> Raise:
    parts = re.fullmatch(r"([0-9-]{1,8})\s*:\s*(\d)\s*[-–]\s*(\d)", line)
    if parts is None:
        raise Invalid(
            "“{line}” tidak terbaca. Tulis indikator dan tingkatnya seperti 3: 1-3, satu per baris.",
            field="kenaikan",
            line=line[:40],
        )
    return Raise(parts[1], int(parts[2]), int(parts[3]))


def _milestone(line: str, done: Mapping[str, date | None]) -> Milestone:
    day, _, title = line.partition(" ")
    try:
        due = date.fromisoformat(day)
    except ValueError:
        raise Invalid(
            "“{line}” tidak terbaca. Tulis tanggal lalu nama tonggak, seperti 2027-03-31 Naskah selesai.",
            field="tonggak",
            line=line[:40],
        ) from None
    title = title.strip()
    if not title:
        raise Invalid("Beri nama tonggak setelah tanggalnya.", field="tonggak")
    return Milestone(title, due, done.get(title))
