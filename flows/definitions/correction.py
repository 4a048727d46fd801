"""补正 (manual 3.1.3): what the authority asked for, sent in one go."""

from flows import texts
from flows.rules import applications
from flows.steps import Choice, Confirm, Flow, Image
from flows.view import View


def _wanted(view: View) -> str:
    application = applications.application_of(view)
    correction = application.correction if application else None
    if application is None or correction is None:
        return texts.say("correction_upload")
    return texts.say(
        "correction_wanted",
        business=applications.business_of(application),
        content=correction.content,
        reason=correction.reason,
    )


def _last_look(view: View) -> str:
    application = applications.application_of(view)
    business = f"{applications.business_of(application)}\n" if application else ""
    return f"{business}这是处理后的补正图片，请确认内容清晰可辨。补正提交后不能再改。"


FLOW = Flow(
    id="correction",
    title="补正",
    manual="3.1.3",
    intent="start_correction",
    subject="application",
    steps=(
        Choice(
            slot="application",
            part="选择业务",
            ask="请选择要补正的业务：",
            options=applications.correctable,
            sole=True,
            clears=("proof",),
            help="这里只列出主管部门提出了补正的业务。",
        ),
        Image(
            slot="proof",
            label="补正图片",
            part="补正",
            ask=_wanted,
            kind="proof",
            help="按补正内容和原因准备材料，拍下整页或用「文件」方式发原图，图片会控制在 200~500KB 以内。",
        ),
        Confirm(
            slot="proof_confirmed",
            part="补正",
            ask=_last_look,
            yes="提交",
            no="重新选择文件",
            otherwise="back",
            shows=("proof",),
            help="图片合适点「提交」；要换一张点「重新选择文件」。",
        ),
    ),
    entry=(applications.something_to_correct,),
    rules=(applications.correction_wanted,),
    done="correction_submitted",
)
