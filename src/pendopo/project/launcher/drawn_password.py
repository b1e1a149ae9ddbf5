"""How the demo hashes passwords that it has drawn itself."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class FewRounds(PBKDF2PasswordHasher):
    """Django's own hash, with fewer rounds; whoever checks one makes a hash with the usual rounds of it."""

    iterations = 20_000
