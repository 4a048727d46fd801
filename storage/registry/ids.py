"""Short ids that people can read out and type."""

import secrets

# Without 0 O 1 I L, which look alike in print or on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 6


def new_id() -> str:
    """Six characters such as `A7K2Q9`: 887 million possibilities."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_id(typed: str) -> str:
    """What somebody typed, as it would be stored."""
    return typed.strip().upper()
