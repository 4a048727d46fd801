"""The registration system's nouns, as the registry tells them (manual 2.1-2.7, 3)."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator


class Entity(BaseModel):
    """Base of everything that crosses the registry port: immutable, and JSON at its edges."""

    model_config = ConfigDict(frozen=True)


class Profession(StrEnum):
    """Who the law is about; letter, pipeline and citations follow from it."""

    ARCHITECT = "architect"
    ENGINEER = "engineer"


class Person(Entity):
    """What the portal extracts by itself and nobody may edit (manual 2.2)."""

    id: str
    name: str
    sex: str
    id_type: str
    id_number: str
    born_on: date
    mobile: str


class BasicInformation(Entity):
    """What the person enters about themselves (manual 2.2); months are YYYY-MM."""

    school: str
    major: str
    education: str
    degree: str
    graduated_in: str
    appointed_in: str
    title: str
    years_of_practice: int


class Enterprise(Entity):
    """An enterprise of the register; `certificates` maps 所属行业 to its 企业资质证书号."""

    credit_code: str
    name: str
    certificates: dict[str, tuple[str, ...]] = {}


class Employment(Entity):
    """The person's present enterprise (manual 2.2); `ends_on` is None for 无固定期."""

    enterprise_name: str
    credit_code: str
    industry: str
    certificate_number: str
    contact_mobile: str
    begins_on: date
    ends_on: date | None = None


class Qualification(Entity):
    """A 执业资格证书 that the person holds."""

    speciality: str
    obtained_by: str
    approved_on: date


class Registration(Entity):
    """A valid or lapsed registration in one speciality."""

    speciality: str
    holder_name: str = ""
    certificate_number: str
    seal_number: str
    enterprise_name: str
    credit_code: str
    valid_until: date
    cancelled: bool = False


SOCIAL_INSURANCE = "social_insurance"
"""The kind of anomaly that the 社保 check finds."""


class SocialInsurance(Entity):
    """The verdict of the 社保 check that every application undergoes (manual 3.1.1, note 3)."""

    abnormal: bool
    detail: str = ""


class Anomaly(Entity):
    """Something the registry found amiss about a person, who may contest it (manual 2.6)."""

    id: str
    kind: str
    """`social_insurance`, `duplicate` or another; `anomaly.KIND` of `texts.yml` names it."""
    description: str
    found_at: datetime
    is_contested: bool = False
    """True while a 申辩 about it is in hand."""


class PersonRegistration(Entity):
    """A registration and whose it is."""

    person_id: str
    registration: Registration


class ApplicationStatus(StrEnum):
    """Where an application stands (design 6); labels are in `texts.yml`."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REPORTED = "reported"
    PENDING = "pending"
    CORRECTING = "correcting"
    ACCEPTED = "accepted"
    REVIEWING = "reviewing"
    PUBLICISED = "publicised"
    APPROVED = "approved"
    REJECTED = "rejected"
    DECLINED = "declined"
    WITHDRAWING = "withdrawing"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    UNKNOWN = "unknown"
    """A status of another registry that we do not know; never one of ours."""


FINISHED = frozenset(
    {
        ApplicationStatus.APPROVED,
        ApplicationStatus.REJECTED,
        ApplicationStatus.DECLINED,
        ApplicationStatus.WITHDRAWN,
        ApplicationStatus.RETURNED,
    }
)


class Actor(StrEnum):
    """Who moves an application."""

    PERSON = "person"
    ENTERPRISE = "enterprise"
    AUTHORITY = "authority"
    SYSTEM = "system"


_STATUSES, _ACTORS = frozenset(ApplicationStatus), frozenset(Actor)


class Standing(Entity):
    """What has a status; a word for it that we do not know is kept as the registry shows it."""

    status: ApplicationStatus
    status_shown: str = ""
    """The registry's own word, where `status` is UNKNOWN."""

    @model_validator(mode="before")
    @classmethod
    def _keep_unknown_words(cls, told: Any) -> Any:
        if not isinstance(told, Mapping):
            return told
        kept = dict(told)
        if isinstance(word := kept.get("status"), str) and word not in _STATUSES:
            kept |= {"status": ApplicationStatus.UNKNOWN, "status_shown": word}
        if isinstance(word := kept.get("actor"), str) and word not in _ACTORS:
            kept["actor"] = Actor.SYSTEM
        return kept


class Correction(Entity):
    """What the authority wants mended, and why (manual 3.1.3)."""

    content: str
    reason: str


class Evidence(Entity):
    """Proof that a letter was shown, read and decided on (engine rule 6)."""

    letter: str
    version: str
    sha256: str
    shown_at: datetime
    decided_at: datetime
    choice: str


class Application(Standing):
    """One declared business on its way through enterprise and authority."""

    id: str
    person_id: str
    kind: str
    speciality: str
    enterprise_name: str
    credit_code: str
    filed_at: datetime
    changed_at: datetime
    opinion: str = ""
    correction: Correction | None = None
    submission_key: str = ""
    """The `Submission.key` it was made with."""

    @property
    def is_open(self) -> bool:
        """True while somebody still has to act on it."""
        return self.status not in FINISHED


class Submission(Entity):
    """What 上报 hands to the registry; `key` makes a repeated hand-over harmless."""

    key: str
    person_id: str
    kind: str
    speciality: str
    answers: dict[str, str]
    files: dict[str, str] = {}
    evidence: tuple[Evidence, ...] = ()


class StatusEvent(Standing):
    """One step of an application's timeline; `cursor` grows by time of commit."""

    cursor: int
    application_id: str
    person_id: str
    kind: str
    speciality: str
    actor: Actor
    at: datetime
    note: str = ""


class ProfileUpdate(Entity):
    """What the `profile` flow saves: all three parts of 个人信息 at once (manual 2.2)."""

    basic: BasicInformation
    employment: Employment
    portrait: str
    signature: str
    evidence: tuple[Evidence, ...] = ()


class Facts(Entity):
    """All that the registry knows of one person; flows decide on it without further questions."""

    person: Person
    basic: BasicInformation | None = None
    employment: Employment | None = None
    portrait: str | None = None
    signature: str | None = None
    qualifications: tuple[Qualification, ...] = ()
    registrations: tuple[Registration, ...] = ()
    applications: tuple[Application, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()

    @property
    def social_insurance(self) -> SocialInsurance:
        """The 社保 check's verdict: abnormal while such an anomaly stands."""
        found = [one for one in self.anomalies if one.kind == SOCIAL_INSURANCE]
        return SocialInsurance(abnormal=bool(found), detail=found[0].description if found else "")

    @property
    def missing_parts(self) -> tuple[str, ...]:
        """Which of 个人信息's three parts are incomplete: `basic`, `employment`, `pictures`."""
        parts = {
            "basic": self.basic is not None,
            "employment": self.employment is not None,
            "pictures": self.portrait is not None and self.signature is not None,
        }
        return tuple(part for part, complete in parts.items() if not complete)
