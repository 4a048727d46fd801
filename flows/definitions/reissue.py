"""更改补办 (manual 3.4)."""

from flows.blocks import COMMITMENT, CONDITIONS, REVIEW, SOCIAL_INSURANCE, chosen_registration
from flows.given import held_registration, registration_lines
from flows.rules import documents
from flows.rules.registrations import OwnRegistrations, not_cancelled, not_expired
from flows.steps import Choice, Flow, Link, options_named

REGISTRATIONS = OwnRegistrations("reissue", (not_cancelled, not_expired))

# The manual says 根据个人实际情况选择 and shows no list; ours says so where it is asked.
REASONS = ("遗失", "污损", "个人信息变更", "单位名称变更", "其他")
REQUIREMENTS = (
    "补办注册证书",
    "补办执业印章",
    "补办注册证书和执业印章",
    "更换注册证书",
    "更换执业印章",
)

FLOW = Flow(
    id="reissue",
    title="更改补办",
    manual="3.4",
    intent="start_reissue",
    subject="speciality",
    steps=(
        chosen_registration(
            REGISTRATIONS,
            "请选择要更改补办的注册专业：",
            echo=held_registration,
            help="这里只列出您有效的注册专业。",
        ),
        *CONDITIONS,
        *SOCIAL_INSURANCE,
        *COMMITMENT,
        Choice(
            slot="reissue_reason",
            label="更改补办原因",
            part="注册基本信息",
            ask="请根据个人实际情况选择更改补办原因（选项以系统页面为准）：",
            options=options_named(*REASONS),
            links=(Link("姓名、证件号变了，去信息更正", "info_update"),),
            help="证书或印章丢了选「遗失」，损坏了选「污损」。姓名、证件号有变化的，请先办「信息更正」。",
        ),
        Choice(
            slot="reissue_requirement",
            label="更改补办要求",
            part="注册基本信息",
            ask="请选择更改补办要求（选项以系统页面为准）：",
            options=options_named(*REQUIREMENTS),
            help="要补办或更换的是注册证书、执业印章，还是两样都要。",
        ),
        *REVIEW,
    ),
    entry=(documents.profile_complete, documents.portrait_and_signature, REGISTRATIONS.some),
    rules=(REGISTRATIONS.chosen,),
    given=registration_lines,
    done="application_submitted",
)
