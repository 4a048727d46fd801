"""Every business of the manual and where it leads, for menus, cards and intents."""

from dataclasses import dataclass

from flows.catalogue import catalogue
from flows.judging import entry_finding
from flows.model import Facts
from flows.steps import Finding
from flows.view import View


@dataclass(frozen=True, slots=True)
class Business:
    """One business: its id (a flow's or a page's), the manual's title and section."""

    id: str
    title: str
    manual: str


FLOWS = (
    Business("profile", "个人信息", "2.2"),
    Business("initial", "初始注册", "3.1"),
    Business("change", "变更注册", "3.2"),
    Business("renewal", "延续注册", "3.3"),
    Business("reissue", "更改补办", "3.4"),
    Business("cancellation", "注销注册", "3.5"),
    Business("correction", "补正", "3.1.3"),
    Business("withdrawal", "撤回", "5"),
    Business("info_update", "信息更正", "2.7"),
    Business("defence", "我的申辩", "2.6"),
)
PAGES = (
    Business("current", "当前申报", "2.3"),
    Business("progress", "审核进度", "4"),
    Business("messages", "我的消息", "2.5"),
    Business("settings", "提醒设置", "2.5"),
    Business("history", "历史申报", "2.4"),
    Business("certificate", "证书预览", "2.2"),
    Business("guide", "办事指南", "2.8"),
    Business("service", "在线客服", "2.9"),
    Business("videos", "操作视频", "2.10"),
    Business("hotline", "咨询电话", "6"),
)
BUSINESSES = {business.id: business for business in (*FLOWS, *PAGES)}
DESTINATIONS = {business.id: business.title for business in BUSINESSES.values()}


def hindrance(business_id: str, facts: Facts, view: View) -> Finding | None:
    """Why a business cannot begin now; None where it can."""
    return entry_finding(catalogue()[business_id], View(view.slots, facts, view.now))
