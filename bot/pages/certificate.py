"""证书预览 (manual 2.2): how a certificate would look, by what the registry has today."""

from bot.buttons import menu_button
from bot.cards import missing_parts_lines
from bot.channels.messages import BotMessage
from bot.drawing import drawn
from bot.exchange import Exchange, Rows
from bot.pictures.certificate import Certificate
from bot.pictures.preview import CERTIFICATE_TEXT, held_certificate, previewable
from bot.services import Services
from flows import texts
from flows.model import Facts
from flows.specialities import label_of
from flows.view import SHANGHAI

TITLE = "证书预览"
PROFILE_ROW = (menu_button("个人信息", "go", "profile"),)


async def certificate(exchange: Exchange, services: Services, target: str = "") -> None:
    """The preview in one speciality, or a choice among several."""
    facts = await services.registry.facts(exchange.person_id)
    specialities = previewable(facts)
    if facts.missing_parts:
        lines = missing_parts_lines(facts)
        exchange.say(
            f"{texts.say('certificate_needs_profile')}\n{lines}", (PROFILE_ROW,), title=TITLE
        )
    elif not specialities:
        exchange.say(texts.say("certificate_of_nothing"), title=TITLE)
    elif target not in specialities and len(specialities) > 1:
        exchange.say("请选择要预览的专业：", _choices(specialities), title=TITLE)
    else:
        chosen = target if target in specialities else specialities[0]
        others = tuple(one for one in specialities if one != chosen)
        await _show(exchange, services, facts, held_certificate(facts, chosen), _choices(others))


async def _show(
    exchange: Exchange, services: Services, facts: Facts, held: Certificate, others: Rows
) -> None:
    try:
        portrait = await services.files.get(facts.portrait or "")
        signature = await services.files.get(facts.signature or "")
    except FileNotFoundError:
        exchange.say(texts.say("certificate_pictures_gone"), (PROFILE_ROW,), title=TITLE)
        return
    pictures = await drawn(services, services.draw_certificate, held, portrait, signature)
    if not pictures:
        exchange.say(texts.say("certificate_not_kept"), others, title=TITLE)
        return
    exchange.show(
        BotMessage(
            title=f"{TITLE} · {held.speciality}",
            text=_words(exchange, held),
            buttons=(*others, PROFILE_ROW),
            pictures=pictures,
            picture_text=CERTIFICATE_TEXT,
        )
    )


def _words(exchange: Exchange, held: Certificate) -> str:
    lines = ["这是预览，不是正式证书，不能证明注册身份。"]
    if held.valid_until is None:
        lines.append("这个专业还没有注册，证书编号和有效期在审批通过后生成。")
    else:
        over = held.valid_until < exchange.now.astimezone(SHANGHAI).date()
        end = "，已过有效期" if over else ""
        lines.append(f"证书编号 {held.number}，有效期至 {held.valid_until}{end}。")
    return "\n".join([*lines, "照片、签名或单位要改，请到「个人信息」。"])


def _choices(specialities: tuple[str, ...]) -> Rows:
    return tuple((menu_button(label_of(one), "certificate", one),) for one in specialities)
