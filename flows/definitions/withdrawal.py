"""撤回 (manual 5): free, with the enterprise's consent, or refused, exactly by the status."""

from flows import texts
from flows.advice import withdrawal_advice
from flows.rules import applications
from flows.steps import Choice, Confirm, Flow, Link
from flows.view import SHANGHAI, View
from flows.wording import status_words
from flows.workdays import workdays_between


def _question(view: View) -> str:
    application = applications.application_of(view)
    assert application is not None, "asked only once an application has been chosen"
    idle = workdays_between(application.changed_at.astimezone(SHANGHAI).date(), view.today)[0]
    return texts.say(
        "withdrawal_question",
        business=applications.business_of(application),
        status=status_words(application),
        advice=texts.say(withdrawal_advice(application.status, idle)),
    )


FLOW = Flow(
    id="withdrawal",
    title="撤回",
    manual="5",
    intent="start_withdrawal",
    subject="application",
    submit="withdrawal",
    steps=(
        Choice(
            slot="application",
            part="选择业务",
            ask="请选择要撤回的业务：",
            options=applications.withdrawable,
            sole=True,
            help="这里只列出现在可以撤回的业务。主管部门受理之后不能撤回。",
        ),
        Confirm(
            slot="withdrawal_confirmed",
            ask=_question,
            yes="确定",
            no="取消",
            links=(Link("撤回以后还能再申请吗", "faq:withdrawal-again"),),
            help="点「确定」撤回；点「取消」则什么也不变。",
        ),
    ),
    entry=(applications.something_to_withdraw,),
    rules=(applications.withdrawal_possible,),
    done="withdrawal_done",
)
