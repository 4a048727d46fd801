"""变更注册 (manual 3.2): the enterprise block of 个人信息 is changed first."""

from flows.blocks import COMMITMENT, CONDITIONS, REVIEW, SOCIAL_INSURANCE, chosen_registration
from flows.given import change_lines, former_registration
from flows.rules import documents
from flows.rules.registrations import OwnRegistrations, moved_elsewhere, not_cancelled, not_expired
from flows.steps import Flow, Image

REGISTRATIONS = OwnRegistrations("change", (not_cancelled, not_expired, moved_elsewhere))

FLOW = Flow(
    id="change",
    title="变更注册",
    manual="3.2",
    intent="start_change",
    subject="speciality",
    steps=(
        chosen_registration(
            REGISTRATIONS,
            "请选择要变更的注册专业：",
            echo=former_registration,
            clears=("dismissal_proof",),
            help="这里只列出注册单位与现聘用单位不一致的专业。申报变更注册，原聘用单位要与现聘用单位不一致。",
        ),
        *CONDITIONS,
        *SOCIAL_INSURANCE,
        *COMMITMENT,
        Image(
            slot="dismissal_proof",
            label="解聘证明",
            part="申报材料",
            ask="请上传原聘用单位的解聘证明：发照片，或用「文件」方式发原图，大小我来调整。",
            kind="proof",
            paper="dismissal",
            help="解聘证明由原聘用单位出具，拍下整页、字迹清楚即可。单位不给出具的，可以先存草稿，再问「解聘证明拿不到怎么办」。",
        ),
        *REVIEW,
    ),
    entry=(documents.profile_complete, documents.portrait_and_signature, REGISTRATIONS.some),
    rules=(REGISTRATIONS.chosen,),
    given=change_lines,
    done="application_submitted",
)
