"""Made-up people and facts for tests; every number has a valid checksum and no owner."""

from datetime import UTC, date, datetime

from flows.model import (
    SOCIAL_INSURANCE,
    Anomaly,
    BasicInformation,
    Employment,
    Facts,
    Person,
    Qualification,
    Registration,
)

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)

PERSON = Person(
    id="p1",
    name="测试人",
    sex="女",
    id_type="身份证",
    id_number="11010519491231002X",
    born_on=date(1949, 12, 31),
    mobile="13800138000",
)
BASIC = BasicInformation(
    school="测试大学",
    major="土木工程",
    education="大学本科",
    degree="学士学位",
    graduated_in="2012-07",
    appointed_in="2018-09",
    title="高级工程师",
    years_of_practice=10,
)
EMPLOYMENT = Employment(
    enterprise_name="测试设计院有限公司",
    credit_code="91350100M000100Y43",
    industry="勘察设计行业",
    certificate_number="A111000000",
    contact_mobile="13900139000",
    begins_on=date(2020, 1, 1),
)
GEOTECHNICAL = Qualification(speciality="AY", obtained_by="考试", approved_on=date(2023, 12, 1))
STRUCTURAL = Qualification(speciality="S", obtained_by="考试", approved_on=date(2022, 12, 1))
ARCHITECT = Qualification(speciality="ARCH", obtained_by="考试", approved_on=date(2021, 12, 1))
REGISTERED_STRUCTURAL = Registration(
    speciality="S",
    certificate_number="S233500001",
    seal_number="1100000-S001",
    enterprise_name="测试设计院有限公司",
    credit_code="91350100M000100Y43",
    valid_until=date(2027, 3, 1),
)

ANOMALY = Anomaly(id="AN0001", kind=SOCIAL_INSURANCE, description="缴纳单位不一致", found_at=NOW)


def ready(*qualifications: Qualification, abnormal: bool = False, **more: object) -> Facts:
    """Facts of a person whose 个人信息 is complete."""
    facts = Facts(
        person=PERSON,
        basic=BASIC,
        employment=EMPLOYMENT,
        portrait="a" * 64,
        signature="b" * 64,
        qualifications=qualifications or (GEOTECHNICAL,),
        anomalies=(ANOMALY,) if abnormal else (),
    )
    return facts.model_copy(update=more)
