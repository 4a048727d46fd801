"""注销注册 (manual 3.5)."""

from flows.blocks import (
    CANCELLATION_INSURANCE,
    COMMITMENT,
    CONDITIONS,
    REVIEW,
    chosen_registration,
)
from flows.given import cancellation_lines, cancelled_registration
from flows.rules import documents
from flows.rules.registrations import OwnRegistrations, not_cancelled
from flows.steps import Choice, Flow, Image, Link, Option, options_named
from flows.view import slot_is

REGISTRATIONS = OwnRegistrations("cancellation", (not_cancelled,))

# The manual says 根据实际情况选择 and shows no list; ours says so where it is asked.
REASONS = (
    "与聘用单位解除聘用关系",
    "本人申请，不再执业",
    "聘用单位破产或被吊销、撤回资质",
    "注册有效期满未延续",
    "受刑事处罚",
    "其他",
)

FLOW = Flow(
    id="cancellation",
    title="注销注册",
    manual="3.5",
    intent="start_cancellation",
    subject="speciality",
    steps=(
        chosen_registration(
            REGISTRATIONS,
            "请选择要注销的注册专业：",
            echo=cancelled_registration,
            clears=("forced_proof",),
            links=(
                Link("换单位不用注销，去变更注册", "change"),
                Link("注册人员去世或丧失行为能力", "faq:cancellation-death"),
                Link("个人不配合，企业怎么办", "faq:cancellation-by-enterprise"),
            ),
            help="这里只列出您尚未注销的注册专业。",
        ),
        *CONDITIONS,
        *CANCELLATION_INSURANCE,
        *COMMITMENT,
        Choice(
            slot="cancellation_reason",
            label="注销原因",
            part="注册基本信息",
            ask="请根据实际情况选择注销原因（选项以系统页面为准）：",
            options=options_named(*REASONS),
            links=(Link("注册人员去世或丧失行为能力", "faq:cancellation-death"),),
            help="离职的选「与聘用单位解除聘用关系」。人员死亡或丧失行为能力的在线下办理，点下面的按钮看怎么办。",
        ),
        Choice(
            slot="forced",
            label="是否强制注销",
            part="注册基本信息",
            ask="是否强制注销？常规注销注册选择“否”。若选择“是”，需上传劳动仲裁机构或法院出具的解除劳动关系的仲裁文件或判决书扫描件。",
            options=(
                Option(value="否", label="否", aliases=("不", "不是", "常规")),
                Option(value="是", label="是", aliases=("强制", "强制注销")),
            ),
            links=(Link("单位不同意，怎么强制注销", "faq:cancellation-forced"),),
            help="常规注销选「否」，由单位上报。单位不配合、手里有仲裁文件或判决书的选「是」。",
        ),
        Image(
            slot="forced_proof",
            label="仲裁文件或判决书",
            part="申报材料",
            ask="请上传劳动仲裁机构或法院出具的解除劳动关系的仲裁文件或判决书扫描件，大小我来调整。",
            kind="proof",
            when=slot_is("forced", "是"),
            help="拍下或扫描整页，公章和日期要清楚。没有这份文件的，点「返回上一步」改选「否」。",
        ),
        *REVIEW,
    ),
    entry=(documents.profile_complete, documents.portrait_and_signature, REGISTRATIONS.some),
    rules=(REGISTRATIONS.chosen,),
    given=cancellation_lines,
    done="application_submitted",
)
