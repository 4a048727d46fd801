"""A letter as one person reads it."""

from flows import texts
from flows.letters import letter
from flows.steps import Confirm, Reading, Step
from flows.view import View


def letter_of(step: Step, view: View) -> str:
    """The id of the letter that the step puts before the person; empty where there is none."""
    if isinstance(step, Reading | Confirm) and step.letter is not None:
        return step.letter(view)
    return ""


def letter_text(step: Step, view: View) -> str:
    """The letter as this person reads it, with their data and employer filled in."""
    person, employment = view.facts.person, view.facts.employment
    return letter(letter_of(step, view)).filled(
        {
            "name": person.name,
            "id_number": person.id_number,
            "mobile": person.mobile,
            "enterprise": employment.enterprise_name if employment else texts.say("no_enterprise"),
        }
    )
