"""What statuses and kinds are called, also those of another registry that we do not know."""

from flows import texts
from flows.model import ApplicationStatus, Standing


def status_words(one: Standing) -> str:
    """The manual's name of a status; an unknown one as the registry shows it."""
    if one.status is ApplicationStatus.UNKNOWN and one.status_shown:
        return texts.say("status_as_shown", status=one.status_shown)
    return texts.say(f"status.{one.status.value}")


def kind_words(kind: str) -> str:
    """The name of a kind of application; an unknown one as the registry writes it."""
    try:
        return texts.say(f"kind.{kind}")
    except texts.UnknownText:
        return kind
