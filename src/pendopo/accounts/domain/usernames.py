"""What a username looks like."""

import re

from pendopo.kernel.errors import Invalid

LONGEST = 64
_SHAPE = re.compile(rf"[a-z0-9][a-z0-9._-]{{1,{LONGEST - 1}}}")


def clean_username(text: str) -> str:
    """`text` as it is stored: lower case, no blanks around. Raises `Invalid` for anything else.

    Lower case, because people who sign in on a phone find a capital where they did not type one.
    """
    username = text.strip().lower()
    if not _SHAPE.fullmatch(username):
        raise Invalid(
            "Tulis nama pengguna dengan 2 sampai 64 huruf kecil, angka, titik, atau tanda hubung.",
            field="username",
        )
    return username
