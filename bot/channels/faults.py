"""What may be logged of an unexpected error: its type and place, since words may be a person's."""

import secrets

# Without 0, O, 1, I and L: people read these out on the telephone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def reference() -> str:
    """A number that a person can read out and that finds the line in the log."""
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


def describe(error: BaseException) -> dict[str, str]:
    """Type and the innermost place of the error, for the log."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    place = f"{step.tb_frame.f_code.co_filename}:{step.tb_lineno}" if step is not None else ""
    return {"error": type(error).__name__, "at": place}
