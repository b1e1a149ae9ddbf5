"""Places in a sheet as people write them: "B3" is row 2, column 1, counted from 0."""


def cell_name(row: int, column: int) -> str:
    """A place, both counted from 0: "B3"."""
    return f"{letters(column)}{row + 1}"


def letters(place: int) -> str:
    """The letters of a column, counted from 0."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def column_number(name: bytes) -> int:
    """The number of a column by its letters, counted from 1."""
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - 64
    return number
