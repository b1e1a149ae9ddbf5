"""Maps: the same each time, nothing on top of anything, however much there is."""

from itertools import combinations
from random import Random

from pendopo.inventory.domain.drawing import Line, Node, at_places, in_columns


def nodes(counts):
    return [
        Node(f"{column}-{n}", column, f"Unsur dengan nama panjang nomor {n}", "kecil", "x")
        for column, count in enumerate(counts)
        for n in range(count)
    ]


def overlap(one, other):
    return not (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )


def test_boxes_never_lie_on_each_other_and_stay_on_the_canvas():
    drawn = nodes((9, 1, 0, 12))
    dice = Random(3)
    lines = [Line(dice.choice(drawn).key, dice.choice(drawn).key, "a", 3) for _ in range(60)]
    drawing = in_columns(drawn, lines)
    assert len(drawing.boxes) == 22
    assert not any(overlap(one, other) for one, other in combinations(drawing.boxes, 2))
    assert all(box.x >= 0 and box.x + box.width <= drawing.width for box in drawing.boxes)
    assert all(box.y >= 0 and box.y + box.height <= drawing.height for box in drawing.boxes)
    assert len({box.x for box in drawing.boxes}) == 3
    assert drawing == in_columns(drawn, lines)


def test_joined_nodes_come_to_lie_side_by_side():
    drawn = nodes((3, 3))
    crossed = [Line(f"0-{n}", f"1-{2 - n}") for n in range(3)]
    rows = {box.node.key: box.y for box in in_columns(drawn, crossed).boxes}
    assert all(rows[f"0-{n}"] == rows[f"1-{2 - n}"] for n in range(3))


def test_long_names_take_two_lines_and_end_with_a_sign():
    drawing = in_columns([Node("a", 0, "Sangat panjang " * 9, "", "x"), Node("b", 0, "Pendek", "", "x")], [])
    first, second = drawing.boxes
    assert [len(box.lines) for box in (first, second)] == [2, 1]
    assert first.lines[1][1].endswith("…")


def test_lines_to_nowhere_and_to_themselves_are_left_out():
    drawing = in_columns(nodes((2,)), [Line("0-0", "0-0"), Line("0-0", "9-9"), Line("0-0", "0-1", "x", 99)])
    assert [curve.text for curve in drawing.curves] == ["x"]
    assert in_columns([], []).boxes == ()


def test_figures_on_a_grid_are_written_only_where_they_can_be_read():
    places = {f"0-{n}": (n % 3, n // 3) for n in range(9)}
    lines = [Line(one, other, "1", 1) for one, other in combinations(places, 2)]
    drawing = at_places(nodes((9,)), lines, places, (124, 68))
    told = [curve for curve in drawing.curves if curve.text]
    assert 0 < len(told) < len(drawing.curves) == 36
    for curve in told:
        assert not any(
            box.x <= curve.x <= box.x + box.width and box.y <= curve.y <= box.y + box.height
            for box in drawing.boxes
        )
