"""Where the points of a chart lie."""

from fractions import Fraction

from pendopo.design.charts import HEIGHT, WIDTH, Figure, line_chart, stacked_row


def chart(*values: int | None):
    figures = [
        Figure(str(place), f"Bulan {place}", str(value), None if value is None else Fraction(value))
        for place, value in enumerate(values)
    ]
    return line_chart(figures, low=Fraction(25), high=Fraction(100))


def test_a_higher_value_lies_higher_and_all_lie_inside() -> None:
    found = chart(70, 80, 75)
    heights = [float(point.y or 0) for point in found.points]
    assert heights[0] > heights[2] > heights[1]
    assert all(0 <= height <= HEIGHT for height in heights)
    assert all(0 <= float(point.x) <= WIDTH for point in found.points)


def test_a_gap_parts_the_line() -> None:
    found = chart(70, 71, None, 72, 73)
    assert [len(line.split()) for line in found.lines] == [2, 2]
    assert found.known == 4
    assert found.points[2].y is None


def test_a_single_figure_and_extreme_ones_do_not_break_it() -> None:
    assert chart(100).lines == ()
    assert len(chart(25, 100, 25).lines) == 1
    assert chart().points == ()
    assert chart(80, 80, 80).points[0].y == chart(80, 80, 80).points[2].y


def test_the_last_label_is_always_named_and_there_are_few() -> None:
    found = chart(*range(60, 72))
    assert found.points[-1].is_named
    assert sum(point.is_named for point in found.points) <= 4


def test_parts_of_a_bar_fill_it() -> None:
    row = stacked_row("U1", [("1", 1, "1"), ("2", 0, "0"), ("3", 1, "1"), ("4", 2, "2")], "3,25")
    assert [(part.x, part.width) for part in row.parts] == [
        ("0.00", "25.00"),
        ("25.00", "0.00"),
        ("25.00", "25.00"),
        ("50.00", "50.00"),
    ]
    assert stacked_row("U1", [("1", 0, "0")], "–").parts[0].width == "0.00"
