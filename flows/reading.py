"""A letter as one person reads it."""

from flows import texts
from flows.letters import letter
from flows.steps import Reading
from flows.view import View


def letter_text(step: Reading, view: View) -> str:
    """The letter as this person reads it, with their data and employer filled in."""
    person, employment = view.facts.person, view.facts.employment
    return letter(step.letter(view)).filled(
        {
            "name": person.name,
            "id_number": person.id_number,
            "mobile": person.mobile,
            "enterprise": employment.enterprise_name if employment else texts.say("no_enterprise"),
        }
    )
