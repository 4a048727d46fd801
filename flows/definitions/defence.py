"""我的申辩 (manual 2.6): what the registry found amiss, and the person's own account of it."""

from flows import checks
from flows.blocks import review
from flows.rules import anomalies
from flows.steps import Choice, Flow, Images, Text

FLOW = Flow(
    id="defence",
    title="我的申辩",
    manual="2.6",
    intent="start_defence",
    subject="anomaly",
    steps=(
        Choice(
            slot="anomaly",
            label="问题描述",
            part="异常信息",
            ask=anomalies.listed,
            options=anomalies.contestable,
            sole=True,
            echo=anomalies.told,
            help="这里只列出还没有在申辩的异常信息。",
        ),
        Text(
            slot="statement",
            label="申辩说明",
            part="申辩",
            ask="请说明实际情况，500 字以内。",
            check=checks.words(500),
            placeholder="实际情况和理由",
            help="写清时间、单位和事实，例如：本人自 2026 年 3 月起受聘于现单位，社保由现单位缴纳，缴费记录见附件。",
        ),
        Images(
            slot="attachments",
            label="证明材料",
            part="申辩",
            ask="请上传证明材料（最多 5 张），例如社保缴纳证明、劳动合同。没有可以不传。",
            help="一张张发，发完点「完成」。每张我会调整到 200~500KB。",
        ),
        *review("确定上报吗？上报后由主管部门审核，审核期间不能修改。"),
    ),
    entry=(anomalies.something_to_contest,),
    rules=(anomalies.still_contestable,),
    done="told_the_authority",
)
