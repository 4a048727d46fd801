"""The made-up person of the walk-throughs: somebody to whom every business applies."""

from datetime import UTC, date, datetime, timedelta

from flows import texts
from flows.model import (
    Anomaly,
    Application,
    ApplicationStatus,
    Correction,
    Employment,
    Enterprise,
    Facts,
    Qualification,
    Registration,
)
from flows.steps import Flow
from flows.terms import months_later
from storage.registry.demo_enterprises import BUILDING, SURVEY, demo_enterprises
from storage.registry.demo_people import PEOPLE, basic_of, person_of

SAMPLE_NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
"""Always the same moment: the same definition makes the same animation."""
_TODAY = SAMPLE_NOW.date()


def sample_enterprise() -> Enterprise:
    """Where the sample person works."""
    return demo_enterprises()[SURVEY]


def sample_facts(flow: Flow) -> Facts:
    """All that a flow may ask of the registry; applications where it is about one of them."""
    is_filed = f"kind.{flow.id}" in texts.sentences()
    employer, former = sample_enterprise(), demo_enterprises()[BUILDING]
    industry, numbers = next(iter(employer.certificates.items()))
    return Facts(
        person=person_of(PEOPLE[0], 1),
        basic=basic_of(PEOPLE[0], _TODAY),
        employment=Employment(
            enterprise_name=employer.name,
            credit_code=employer.credit_code,
            industry=industry,
            certificate_number=numbers[0],
            contact_mobile="19900010001",
            begins_on=date(2022, 4, 13),
        ),
        portrait="0" * 64,
        signature="1" * 64,
        qualifications=tuple(
            Qualification(speciality=code, obtained_by="考试", approved_on=date(2023, 12, 1))
            for code in ("AY", "CS", "CN", "S")
        ),
        registrations=(
            _registration("CN", former, "CN203300001", "3300001-CN001"),
            _registration("S", employer, "S203300002", "3300002-S002"),
        ),
        applications=() if is_filed else (_application("AY"), _application("CS")),
        anomalies=(
            Anomaly(
                id="SAMPLE",
                kind="duplicate",
                description="与另一单位的在册人员信息疑似重复",
                found_at=SAMPLE_NOW - timedelta(days=3),
            ),
        ),
    )


def _registration(
    speciality: str, enterprise: Enterprise, certificate: str, seal: str
) -> Registration:
    return Registration(
        speciality=speciality,
        certificate_number=certificate,
        seal_number=seal,
        enterprise_name=enterprise.name,
        credit_code=enterprise.credit_code,
        valid_until=months_later(_TODAY, 4),
    )


def _application(speciality: str) -> Application:
    employer = sample_enterprise()
    return Application(
        id=f"SAMPLE{speciality}",
        person_id=PEOPLE[0].id,
        kind="initial",
        speciality=speciality,
        enterprise_name=employer.name,
        credit_code=employer.credit_code,
        status=ApplicationStatus.CORRECTING,
        filed_at=SAMPLE_NOW - timedelta(days=9),
        changed_at=SAMPLE_NOW - timedelta(days=2),
        correction=Correction(content="补充社保证明", reason="请补正您在本单位的社保缴纳证明"),
    )
