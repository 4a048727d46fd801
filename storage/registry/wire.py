"""The registry over HTTP: paths and bodies, for the server and the client alike.

Bodies are the core's own entities as JSON. Whatever names a person or was typed by one travels in
a body, never in an address; addresses carry application ids and hashes alone.
"""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from flows.model import ProfileUpdate, Submission

PREFIX = "/api/registry"

MOST = 5000
"""How many rows one answer may have at the most."""


def _storable(value: Any) -> Any:
    """PostgreSQL keeps no NUL, neither in text nor in JSON."""
    if _has_nul(value.model_dump() if isinstance(value, BaseModel) else value):
        raise ValueError("must not contain NUL characters")
    return value


def _has_nul(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_nul(part) for pair in value.items() for part in pair)
    if isinstance(value, list | tuple):
        return any(_has_nul(part) for part in value)
    return isinstance(value, str) and "\0" in value


Text = Annotated[str, AfterValidator(_storable)]
Limit = Annotated[int, Field(ge=0, le=MOST)]
HandedIn = Annotated[Submission, AfterValidator(_storable)]


class Refusal(BaseModel):
    """The registry said no: `flows.ports.RegistryRefused` on its way."""

    # Whoever serves this may count as well as write.
    model_config = ConfigDict(coerce_numbers_to_str=True)

    code: Annotated[str, Field(min_length=1)]
    facts: dict[str, str] = {}

    @property
    def status(self) -> int:
        """The HTTP status it comes with; the code alone decides what it means."""
        return 404 if self.code.startswith("unknown_") else 409


class OfPerson(BaseModel):
    """Whom a call is about."""

    person_id: Text


class EnterpriseSearch(BaseModel):
    """Parts of a name, as they were typed."""

    words: Text
    limit: Limit = 8


class SavedProfile(BaseModel):
    """个人信息 as a person saved it."""

    person_id: Text
    update: Annotated[ProfileUpdate, AfterValidator(_storable)]


class EndingBetween(BaseModel):
    """Which registrations end soon, after the last one that was told before."""

    first: date
    last: date
    after_person: Text = ""
    after_speciality: Text = ""
    limit: Limit = 500


class Reason(BaseModel):
    """Why the office does it; shown to the person."""

    reason: Annotated[Text, Field(max_length=2000)] = ""


class Opinion(BaseModel):
    """审核意见 (manual 2.4); shown to the person."""

    opinion: Annotated[Text, Field(min_length=1, max_length=2000)]


class Wanted(BaseModel):
    """补正内容 and 补正原因 (manual 3.1.3)."""

    content: Annotated[Text, Field(min_length=1, max_length=2000)]
    reason: Annotated[Text, Field(min_length=1, max_length=2000)]
