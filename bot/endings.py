"""What is said when something has been handed over, refused or previewed."""

from bot.buttons import menu_button, relay_button, reuse_button
from bot.channels.messages import BotMessage
from bot.drawing import drawn
from bot.pictures.preview import CERTIFICATE_TEXT, profile_certificate
from bot.services import Services
from bot.timelines import picture_text, progress_picture, timeline_nodes
from flows import texts
from flows.model import Application, ApplicationStatus
from flows.ports import RegistryRefused
from flows.rules.applications import business_of
from flows.steps import Flow
from flows.tracker import Tracker
from flows.wording import status_words


async def handed_over(
    services: Services, flow: Flow, application: Application | None
) -> list[BotMessage]:
    """申报告知 (manual 3.2.2) with the timeline, or that the profile is saved."""
    if application is None:
        row = (menu_button("初始注册", "go", "initial"), menu_button("主菜单", "menu"))
        return [BotMessage(text=texts.say(flow.done), title=flow.title, buttons=(row,))]
    status = application.status
    code = f"{flow.done}.{status.value}"
    done = texts.say(code if code in texts.sentences() else flow.done)
    now = f"当前状态：{status_words(application)}。"
    wait = "有新进展我会告诉您。" if application.is_open else ""
    rows = [(menu_button("查看审核进度", "progress", application.id),)]
    if status is ApplicationStatus.SUBMITTED:
        rows.insert(0, (relay_button(application.id),))
    if status is ApplicationStatus.WITHDRAWN:
        rows.insert(0, (reuse_button("用这些数据重新申报", application.id, "primary"),))
    # Only what has just been filed has no history before this status.
    is_new = application.kind == flow.id
    return [
        BotMessage(
            title=f"{flow.title} · 申报告知",
            text=f"{done}\n\n{business_of(application)}\n{now}{wait}",
            buttons=tuple(rows),
            pictures=await progress_picture(services, application) if is_new else (),
            picture_text=picture_text(application, timeline_nodes(application)) if is_new else "",
        )
    ]


def refusal(refused: RegistryRefused) -> str:
    """The registry's no, in its own words where there are any."""
    try:
        return texts.say(f"registry.{refused.code}", **refused.facts)
    except KeyError:  # a code or a fact that this version does not know
        return texts.say("registry_refused")


async def certificate_preview(
    services: Services, tracker: Tracker, slots: dict[str, str]
) -> BotMessage:
    """执业证书预览 (manual 2.2), clearly no certificate."""
    try:
        portrait = await services.files.get(slots["portrait"])
        signature = await services.files.get(slots["signature"])
    except FileNotFoundError:
        return BotMessage(text=texts.say("pictures_not_here"), title="执业证书预览")
    certificate = profile_certificate(tracker)
    return BotMessage(
        title="执业证书预览",
        text="这是预览，不是正式证书。请确认照片和签名清晰、位置端正。",
        pictures=await drawn(
            services, services.draw_certificate, certificate, portrait, signature
        ),
        picture_text=CERTIFICATE_TEXT,
    )
