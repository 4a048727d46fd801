"""初始注册 (manual 3.1)."""

from flows import checks
from flows.blocks import COMMITMENT, CONDITIONS, REVIEW, SOCIAL_INSURANCE
from flows.given import person_and_enterprise
from flows.rules import documents, eligibility
from flows.steps import Choice, Date, Flow, Text, options_named

FLOW = Flow(
    id="initial",
    title="初始注册",
    manual="3.1",
    intent="start_initial",
    subject="speciality",
    steps=(
        Choice(
            slot="speciality",
            label="注册专业类型",
            part="选择专业",
            ask="请选择要注册的专业：",
            options=eligibility.unregistered_options,
            paper="certificate",
            sole=True,
            clears=(
                *("social_insurance", "commitment"),
                *("certificate_number", "approved_on", "obtained_by"),
            ),
            help="这里只列出您已取得职业资格、还没有注册的专业。每个注册专业只可以申报一次初始注册。",
        ),
        *CONDITIONS,
        *SOCIAL_INSURANCE,
        *COMMITMENT,
        Text(
            slot="certificate_number",
            label="资格证书管理号",
            part="注册基本信息",
            ask="请输入资格证书管理号。",
            check=checks.certificate_number,
            paper="certificate",
            help="管理号印在资格证书上，由数字和字母组成，照证书原样输入即可，例如 2023010110000001。",
            placeholder="证书上的管理号",
        ),
        Date(
            slot="approved_on",
            label="资格证书批准日期",
            part="注册基本信息",
            ask="请输入资格证书批准日期，例如 2023-12-01。",
            judge=checks.not_future("approved_in_future"),
            paper="certificate",
            help="证书上的「批准日期」，按 年-月-日 输入，例如 2023-12-01 或 2023年12月1日。",
            placeholder="2023-12-01",
        ),
        Choice(
            slot="obtained_by",
            label="取得资格方式",
            part="注册基本信息",
            ask="请选择取得资格方式：",
            options=options_named("考试", "特许", "考核认定", "互认"),
            help="参加全国考试取得的选「考试」。",
        ),
        *REVIEW,
    ),
    entry=(
        documents.profile_complete,
        documents.portrait_and_signature,
        eligibility.holds_a_qualification,
        eligibility.something_left_to_register,
    ),
    rules=(eligibility.qualification_of_speciality, eligibility.once_per_speciality),
    given=person_and_enterprise,
    done="application_submitted",
)
