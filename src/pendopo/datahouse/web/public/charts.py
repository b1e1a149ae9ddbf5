"""Charts of a data set in words: tiles of kecamatan, a line over time, bars of kinds."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext, ngettext

from pendopo.datahouse.domain.published import PublishedDataset
from pendopo.datahouse.domain.tiles import arranged, is_arranged, shades
from pendopo.datahouse.queries.looks import Drawn
from pendopo.datahouse.web.public.words import measure_words, name_words, tile_name, value_words
from pendopo.design.charts import Figure, LineChart, line_chart
from pendopo.directory.queries import regions_under
from pendopo.kernel.decimals import half_up


@dataclass(frozen=True)
class Bar:
    """A row of components/bars.html."""

    name: str
    share: str
    text: str
    lowest: bool = False


@dataclass(frozen=True)
class Tile:
    """One kecamatan: where it lies, how dark it is, what is read."""

    name: str
    text: str
    row: int
    column: int
    shade: int


@dataclass(frozen=True)
class Chart:
    """One chart with its words. Exactly one of `tiles`, `line` and `bars` is there; tiles have their bars as well."""

    kind: str
    title: str
    note: str
    heading: str
    measure: str
    tiles: tuple[Tile, ...] = ()
    bars: tuple[Bar, ...] = ()
    line: LineChart | None = None
    legend: tuple[str, str] = ("", "")

    @property
    def few(self) -> bool:
        """Whether the tiles stand at most three beside each other."""
        return all(one.column <= 3 for one in self.tiles)


def chart(one: PublishedDataset, drawn: Drawn) -> Chart:
    """A chart of the newest release."""
    picture = drawn.picture
    by = one.schema.field(picture.by)
    measure = measure_words(picture.way, one.schema.field(picture.measure) if picture.measure else None)
    make = {"map": _map, "line": _line, "bars": _bars}[picture.kind]
    made = make(drawn, measure, name_words(by))
    if picture.only is None:
        return made
    only = gettext("Hanya baris dengan {column} “{value}”.").format(
        column=name_words(one.schema.field(picture.only[0])).lower(), value=picture.only[1]
    )
    return replace(made, note=" ".join(filter(None, (only, made.note))))


def _map(drawn: Drawn, measure: str, by: str) -> Chart:
    codes = [code for code, _ in drawn.figures]
    names = {
        place.code: place.name for parent in {code[:5] for code in codes} for place in regions_under(parent)
    }
    values = dict(drawn.figures)
    shade = dict(zip(codes, shades([float(value) for value in values.values()]), strict=True))
    one_regency = len({code[:5] for code in codes}) == 1
    tiles = tuple(
        Tile(tile_name(names.get(code, code)), value_words(values[code]), row, column, shade[code])
        for code, row, column in (arranged(codes) if one_regency else ())
    )
    where = gettext("Kotak disusun menurut letak kira-kira; bukan peta batas wilayah.")
    order = gettext("Kotak disusun menurut kode wilayah; bukan peta.")
    return Chart(
        "map" if tiles else "bars",
        _at(gettext("{measure} tiap kecamatan").format(measure=measure), drawn.at),
        (where if is_arranged(codes) else order) if tiles else "",
        gettext("Kecamatan"), measure, tiles,
        _rows([(names.get(code, code), value) for code, value in drawn.figures]),
        legend=(value_words(min(values.values())), value_words(max(values.values()))),
    )  # fmt: skip


def _line(drawn: Drawn, measure: str, by: str) -> Chart:
    figures = [Figure(name, name, value_words(value), Fraction(value)) for name, value in drawn.figures]
    values = [Fraction(value) for _, value in drawn.figures]
    low = min(Fraction(0), *values)
    line = line_chart(
        figures, low=low, high=max(max(values) * Fraction(6, 5), low + 1), named=_named(figures)
    )
    note = gettext("Hanya {n} yang terakhir.").format(n=len(figures)) if drawn.left_out else ""
    return Chart(
        "line", gettext("{measure} dari waktu ke waktu").format(measure=measure), note, by, measure, line=line
    )


def _named(figures: list[Figure]) -> int:
    """How many figures are written into a line without running into each other."""
    longest = max(len(one.text) for one in figures)
    return 4 if longest <= 5 else 3 if longest <= 7 else 2


def _bars(drawn: Drawn, measure: str, by: str) -> Chart:
    title = gettext("{measure} menurut {by}").format(measure=measure, by=by[:1].lower() + by[1:])
    note = (
        ngettext("{n} kelompok lain tidak ditampilkan.", "{n} kelompok lain tidak ditampilkan.", drawn.left_out)
        .format(n=drawn.left_out) if drawn.left_out else ""
    )  # fmt: skip
    return Chart("bars", title, note, by, measure, bars=_rows(list(drawn.figures)))


def _rows(figures: list[tuple[str, Decimal]]) -> tuple[Bar, ...]:
    most = max((value for _, value in figures), default=Decimal(0))
    return tuple(
        Bar(
            name,
            half_up(Fraction(max(Decimal(0), value) / most * 100), 1) if most > 0 else "0",
            value_words(value),
        )
        for name, value in figures
    )


def _at(title: str, moment: str) -> str:
    return f"{title}, {moment}" if moment else title
