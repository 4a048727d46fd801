"""Step groups that definitions share: conditions, social insurance, commitment, review."""

from collections.abc import Callable

from flows.letters import letter
from flows.rules.registrations import OwnRegistrations
from flows.specialities import label_of, profession_of
from flows.steps import Choice, Confirm, Link, Reading, Review, Step, Ticks
from flows.view import View, social_insurance_abnormal
from flows.wording import kind_words, status_words

# Manual 2.1 and 3.1.1; 2.1's 只委聘于 is a slip of 只受聘于.
APPROVAL_CONDITIONS = (
    "依法取得相应专业执业资格证书或者互认资格证书",
    "只受聘于中华人民共和国境内的一个建设工程勘察、设计、施工、监理、招标代理、造价咨询等单位（以下简称聘用单位）",
    "达到继续教育要求",
)

SOCIAL_INSURANCE_ADVICE = (
    "已在注册单位缴纳社保的，可以点“确定”继续，建议备好社保缴纳证明；未缴纳的，请点“取消”。"
)


def chosen_registration(
    registrations: OwnRegistrations,
    ask: str,
    *,
    echo: Callable[[View], str],
    help: str,
    clears: tuple[str, ...] = (),
    links: tuple[Link, ...] = (),
) -> Step:
    """Which of the own registrations it is about; a new choice makes `clears` void, too."""
    return Choice(
        slot="speciality",
        label="注册专业类型",
        part="选择专业",
        ask=ask,
        options=registrations.options,
        sole=True,
        clears=("social_insurance", "commitment", *clears),
        echo=echo,
        links=links,
        help=help,
    )


def letter_of_profession(view: View) -> str:
    """The commitment letter's id for the chosen speciality."""
    return profession_of(view["speciality"]).value


def insurance_dialog(view: View) -> str:
    """The id of the dialog that the profession's law is cited in (manual 3.1.1, note)."""
    return f"insurance_{letter_of_profession(view)}"


def _commitment_ask(view: View) -> str:
    chosen = letter(letter_of_profession(view))
    note = "（本承诺书参照勘察设计注册工程师承诺书改写，以系统页面为准）" if chosen.adapted else ""
    return f"请仔细阅读“个人承诺书”，60秒后可以作出选择。{note}"


CONDITIONS_ASK = (
    "审批条件\n办理该业务，需满足以下申请条件才能进行业务办理，请自检是否满足，符合请打勾。"
    "请务必认真阅读完审批条件，这将影响您的审批。"
)


def in_hand(view: View) -> str:
    """正在办理的业务, as 申报须知 lists it above the conditions (manual 2.1)."""
    lines = [
        f"· {kind_words(one.kind)} {label_of(one.speciality)}：{status_words(one)}"
        for one in view.facts.applications
        if one.is_open
    ]
    return "\n".join(["正在办理的业务", *(lines or ["暂无数据"])])


def _conditions_ask(view: View) -> str:
    return f"{in_hand(view)}\n\n收取材料：无\n\n{CONDITIONS_ASK}"


CONDITIONS: tuple[Step, ...] = (
    Ticks(
        slot="conditions",
        part="申报须知",
        ask=_conditions_ask,
        items=APPROVAL_CONDITIONS,
        help="逐条点选，或点「全选」，三条都打勾后点「下一步」。也可以输入 1 2 3。",
    ),
)


def _insurance(advice: str) -> tuple[Step, ...]:
    def ask(view: View) -> str:
        detail = view.facts.social_insurance.detail
        found = f"核查结果：{detail}。" if detail else ""
        return "\n\n".join(filter(None, (found, advice)))

    return (
        Confirm(
            slot="social_insurance",
            part="申报须知",
            ask=ask,
            when=social_insurance_abnormal,
            letter=insurance_dialog,
            yes="确定",
            no="取消",
            links=(Link("我要申辩", "defence"),),
            help="「确定」是一项承诺：只受聘于本单位并缴纳社保。「取消」则结束本次申报。",
        ),
    )


SOCIAL_INSURANCE = _insurance(SOCIAL_INSURANCE_ADVICE)
# The manual checks 社保 for all applications (3.1.1, note 3), also of somebody who has left.
CANCELLATION_INSURANCE = _insurance(
    "「确定」是一项承诺，请看清内容再点。已经离职、社保已停缴的，可以先点「取消」，"
    "致电 010-88361866 问清怎么申报，或点「我要申辩」说明情况。"
)

COMMITMENT: tuple[Step, ...] = (
    Reading(
        slot="commitment",
        part="个人承诺书",
        ask=_commitment_ask,
        letter=letter_of_profession,
        help="读满 60 秒后点「本人做出上述承诺」；点「本人不做出上述承诺」则取消申报。",
    ),
)


def review(question: str, note: str = "") -> tuple[Step, ...]:
    """Everything on one page, then 上报 with the `question` that says what it does."""
    return (
        Review(
            slot="review",
            part="核对",
            ask=f"请核对，点任一行可改。{note}",
            help="点「上报」提交，或点要改的那一行。",
        ),
        Confirm(
            slot="final",
            part="上报",
            ask=question,
            yes="确定",
            no="再看看",
            otherwise="back",
            help="点「确定」上报，点「再看看」回到核对页。",
        ),
    )


REVIEW = review(
    "确定上报吗？上报后单位会收到，撤回前不能修改。",
    "个人和企业信息如有问题，请到「个人信息」修改。",
)
