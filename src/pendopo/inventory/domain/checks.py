"""What each rule looks for, as functions over a whole inventory."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from pendopo.inventory.domain.findings import Hit
from pendopo.inventory.domain.functions import function_of
from pendopo.inventory.domain.parts import Part, Status
from pendopo.inventory.domain.relations import Relation
from pendopo.inventory.domain.whole import Thing, Whole

#: A backup older than this saves little: what was entered since would be lost.
BACKUP_DAYS = timedelta(days=90)
#: Somebody who alone looks after so many things cannot be ill.
MANY = 3


def same_function(whole: Whole, today: date) -> Iterator[Hit]:
    """Applications for one agency only (not "umum", which is meant for all) with one function in several agencies."""
    found: dict[str, list[Thing]] = defaultdict(list)
    for one in whole.alive[Part.APPLICATION]:
        function = function_of(one.text("fungsi"), one.name)
        if function and one.text("jenis") != "umum":
            found[function].append(one)
    for function, things in sorted(found.items()):
        agencies = list(dict.fromkeys(one.agency for one in things))
        if len(agencies) > 1:
            more = {"n": len(agencies), "function": function, "agencies": ", ".join(agencies)}
            yield tuple(things), more


def same_name(whole: Whole, today: date) -> Iterator[Hit]:
    found: dict[tuple[Part, int, str], list[Thing]] = defaultdict(list)
    for one in whole.things:
        found[one.part, one.agency_id, " ".join(one.name.casefold().split())].append(one)
    for things in found.values():
        if len(things) > 1:
            yield tuple(things), {"codes": ", ".join(one.code for one in things)}


def without_backup(whole: Whole, today: date) -> Iterator[Hit]:
    for one in whole.alive[Part.APPLICATION]:
        if one.text("cadangan") != "ya" and one.text("hosting") != "pusat":
            yield (one,), {}


def old_backup(whole: Whole, today: date) -> Iterator[Hit]:
    for part in (Part.APPLICATION, Part.INFRASTRUCTURE):
        for one in whole.alive[part]:
            last = one.day("cadangan_terakhir")
            if one.text("cadangan") == "ya" and last and today - last > BACKUP_DAYS:
                yield (one,), {"days": (today - last).days}


def without_owner(whole: Whole, today: date) -> Iterator[Hit]:
    for part in (Part.SERVICE, Part.APPLICATION):
        for one in whole.alive[part]:
            if not one.text("penanggung_jawab") and not whole.rests(one, Relation.STAFFED_BY):
                yield (one,), {}


def unused(whole: Whole, today: date) -> Iterator[Hit]:
    for one in whole.alive[Part.APPLICATION]:
        if not whole.is_rested_on(one, Relation.USES) and not whole.rests(one, Relation.SUPPORTS):
            yield (one,), {}


def digital_without_application(whole: Whole, today: date) -> Iterator[Hit]:
    for one in whole.alive[Part.SERVICE]:
        if one.text("saluran") not in ("daring", "keduanya"):
            continue
        used = whole.targets(one, Relation.USES)
        if not any(each.part is Part.APPLICATION for each in used):
            yield (one,), {}


def without_policy(whole: Whole, today: date) -> Iterator[Hit]:
    for one in whole.alive[Part.SERVICE]:
        if not whole.rests(one, Relation.RESTS_ON):
            yield (one,), {}


def unknown_place(whole: Whole, today: date) -> Iterator[Hit]:
    for one in whole.alive[Part.APPLICATION]:
        known = one.text("hosting") not in ("", "belum-diketahui")
        if not known and not whole.rests(one, Relation.RUNS_ON):
            yield (one,), {}


def unprotected_infrastructure(whole: Whole, today: date) -> Iterator[Hit]:
    for one in whole.alive[Part.INFRASTRUCTURE]:
        if not whole.rests(one, Relation.PROTECTED_BY):
            yield (one,), {}


def support_ended(whole: Whole, today: date) -> Iterator[Hit]:
    for one in whole.alive[Part.INFRASTRUCTURE]:
        ended = one.day("dukungan_berakhir")
        if ended and ended < today:
            yield (one,), {"day": ended}


def without_steward(whole: Whole, today: date) -> Iterator[Hit]:
    for one in whole.alive[Part.DATA]:
        if not one.text("walidata"):
            yield (one,), {}


def personal_unprotected(whole: Whole, today: date) -> Iterator[Hit]:
    """Protection of the application that holds the data counts for the data."""
    for one in whole.alive[Part.DATA]:
        if one.text("data_pribadi") != "ya":
            continue
        holders = whole.sources(one, Relation.HOLDS)
        if not any(whole.rests(each, Relation.PROTECTED_BY) for each in (one, *holders)):
            yield (one,), {}


def expired(part: Part) -> Callable[[Whole, date], Iterator[Hit]]:
    def look(whole: Whole, today: date) -> Iterator[Hit]:
        for one in whole.alive[part]:
            ended = one.day("berlaku_sampai")
            if ended and ended < today:
                yield (one,), {"day": ended}

    return look


def single_person(whole: Whole, today: date) -> Iterator[Hit]:
    kept = tuple(part for part in Part if part not in (Part.PEOPLE, Part.BUDGET))
    for one in whole.alive[Part.PEOPLE]:
        if one.amount("jumlah") not in (0, 1):
            continue
        handled = [each for each in whole.sources(one, Relation.STAFFED_BY) if each.part in kept]
        if len(handled) >= MANY or any(each.is_critical for each in handled):
            yield (one, *handled), {"n": len(handled)}


def rests_on_gone(whole: Whole, today: date) -> Iterator[Hit]:
    gone = {one.id for one in whole.things if one.status is Status.GONE}
    for pairs in whole.pairs.values() if gone else ():
        for source, target in pairs:
            if target in gone and whole.by_id[source].status.is_alive:
                yield (whole.by_id[source], whole.by_id[target]), {"other": whole.by_id[target].code}


def unfunded(whole: Whole, today: date) -> Iterator[Hit]:
    for part in (Part.APPLICATION, Part.INFRASTRUCTURE, Part.SECURITY):
        for one in whole.alive[part]:
            cost = one.amount("biaya_tahunan")
            if cost and not whole.rests(one, Relation.FUNDED_BY):
                yield (one,), {"cost": cost}
