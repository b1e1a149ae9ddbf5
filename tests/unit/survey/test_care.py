"""Signs of careless or stuffed answers: when they appear, and when they do not."""

from datetime import date

from pendopo.survey.domain.care import AnswersOfADay, Pattern, SignKind, signs

QUIET = {"patterns": (), "days": (), "mix": {}, "usual": {}}


def days(*answers: int, served: int | None = 100) -> list[AnswersOfADay]:
    return [AnswersOfADay(date(2026, 11, place + 1), count, served) for place, count in enumerate(answers)]


def kinds(**facts: object) -> list[SignKind]:
    return [sign.kind for sign in signs(**(QUIET | {"respondents": 100, "same": 0} | facts))]


def test_ordinary_answers_show_no_sign() -> None:
    ordinary = {
        "same": 49,
        "patterns": [Pattern((3,) * 9, 30), Pattern((3, 4) * 4 + (3,), 14)],
        "days": days(5, 6, 4, 5, 7, 12),
        "mix": {"phone": 70, "slip": 30},
        "usual": {"phone": 300, "slip": 100},
    }
    assert kinds(**ordinary) == []


def test_half_of_all_with_one_score_is_a_sign() -> None:
    assert kinds(same=50) == [SignKind.SAME]


def test_a_mixed_pattern_that_returns_is_a_sign_and_a_uniform_one_is_counted_elsewhere() -> None:
    assert kinds(patterns=[Pattern((3, 4, 3, 4, 3, 4, 3, 4, 4), 15)]) == [SignKind.PATTERN]
    assert kinds(patterns=[Pattern((4,) * 9, 90), Pattern((4, 4, 0, 4, 4, 4, 4, 4, 4), 50)]) == []


def test_a_burst_needs_many_answers_and_days_to_compare_with() -> None:
    assert kinds(days=days(5, 6, 4, 5, 30)) == [SignKind.BURST]
    assert kinds(days=days(1, 1, 1, 1, 6)) == []
    assert kinds(days=days(5, 30)) == []


def test_a_shift_between_classes_is_told_for_each_of_them() -> None:
    found = kinds(mix={"phone": 20, "unit": 80}, usual={"phone": 90, "unit": 10})
    assert found == [SignKind.CLASS_MIX, SignKind.CLASS_MIX]
    assert kinds(mix={"phone": 100}, usual={}) == []


def test_more_answers_than_visits_is_a_sign_however_few_they_are() -> None:
    assert kinds(respondents=3, days=days(3, served=2)) == [SignKind.MORE_THAN_SERVED]
    assert kinds(respondents=3, days=days(3, served=None)) == []


def test_few_answers_show_nothing_else() -> None:
    assert kinds(respondents=19, same=19) == []
