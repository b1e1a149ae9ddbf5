"""Radar and bands: where the points lie, and what is not drawn."""

from fractions import Fraction

from pendopo.design.bands import HEIGHT, WIDTH, Band, Measured, band_chart
from pendopo.design.radar import CENTRE, RADIUS, SIZE, Series, radar

BANDS = (Band("Kurang", Fraction(1), Fraction(3)), Band("Baik", Fraction(3), Fraction(5)))


def numbers(points):
    return [tuple(float(part) for part in point.split(",")) for point in points.split()]


def drawn(*values, **more):
    return radar(["a", "b", "c", "d"], [Series("x", values)], lowest=1, highest=5, **more)


def test_the_highest_level_lies_on_the_outermost_ring_and_the_lowest_can_still_be_seen():
    found = drawn(Fraction(5), Fraction(1), Fraction(5), Fraction(3))
    top, right, bottom, left = numbers(found.shapes[0].points)
    assert top == (CENTRE, CENTRE - RADIUS)
    assert bottom == (CENTRE, CENTRE + RADIUS)
    assert right == (round(CENTRE + RADIUS / 5, 1), CENTRE)
    assert left == (round(CENTRE - RADIUS * 3 / 5, 1), CENTRE)
    assert found.rings[-1] == " ".join(f"{x:.1f},{y:.1f}" for x, y in numbers(found.rings[-1]))
    assert len(found.rings) == 5


def test_labels_stay_inside_the_drawing():
    found = radar([f"Aspek {n}" for n in range(1, 9)], [], lowest=1, highest=5)
    for spoke in found.spokes:
        width = 7 * len(spoke.label)
        x = float(spoke.label_x)
        left = {"start": x, "middle": x - width / 2, "end": x - width}[spoke.anchor]
        assert left >= -2
        assert left + width <= SIZE + 2


def test_a_spoke_without_a_figure_has_no_point():
    found = drawn(Fraction(5), None, Fraction(5), Fraction(3))
    assert len(found.shapes[0].dots) == 3


def test_two_groups_make_no_radar_and_a_fourth_series_is_not_drawn():
    assert radar(["a", "b"], [], lowest=1, highest=5) is None
    series = [Series(str(n), (Fraction(1),) * 3) for n in range(4)]
    assert [shape.name for shape in radar(["a", "b", "c"], series, lowest=1, highest=5).shapes] == [
        "0",
        "1",
        "2",
    ]


def year(label, value, way="a", bands=BANDS):
    return Measured(label, Fraction(value), value, way, bands)


def test_a_higher_figure_lies_higher_and_inside_its_band():
    found = band_chart([year("2021", "2"), year("2022", "4")])
    low, high = found.dots
    strips = {strip.name: strip for strip in found.strips}
    assert float(high.y) < float(low.y)
    good = strips["Baik"]
    assert float(good.y) <= float(high.y) <= float(good.y) + float(good.height)
    assert float(strips["Kurang"].y) <= float(low.y)
    assert all(0 <= float(dot.x) <= WIDTH and 0 <= float(dot.y) <= HEIGHT for dot in found.dots)


def test_years_that_were_measured_alike_are_joined_and_others_are_not():
    other = (Band("Rendah", Fraction(0), Fraction(5)),)
    found = band_chart(
        [year("2019", "2", "b", other), year("2021", "2"), year("2022", "4"), year("2023", "4")]
    )
    assert len(found.lines) == 2
    assert [strip.name for strip in found.strips] == ["", "Kurang", "Baik"]
    assert float(found.strips[0].height) > float(found.strips[1].height) + float(found.strips[2].height)


def test_no_year_makes_no_chart():
    assert band_chart([]) is None
