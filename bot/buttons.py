"""Button data: what a tap says, in at most 64 bytes, never anything personal."""

from dataclasses import dataclass
from typing import Literal

from bot.channels.messages import Button

Kind = Literal["plain", "primary", "danger"]


@dataclass(frozen=True, slots=True)
class StepTap:
    """A tap on a step of a tracker (engine rule 2)."""

    tracker_id: str
    step: str
    value: str


@dataclass(frozen=True, slots=True)
class MenuTap:
    """A tap that belongs to no step: a verb and its object."""

    verb: str
    target: str = ""


def step_button(
    tracker_id: str, step: str, value: str, label: str, kind: Kind = "plain"
) -> Button:
    """A button that answers a step."""
    return Button(label=label, data=_checked(f"t|{tracker_id}|{step}|{value}"), kind=kind)


def menu_button(label: str, verb: str, target: str = "", kind: Kind = "plain") -> Button:
    """A button that leads somewhere, from any message at any time."""
    return Button(label=label, data=_checked(f"m|{verb}|{target}"), kind=kind)


def about_button(label: str, flow_id: str, subject: str, kind: Kind = "plain") -> Button:
    """A button that begins a flow about one thing: a speciality, an application, an anomaly."""
    return menu_button(label, "about", f"{flow_id}.{subject}", kind)


def reopen_button(label: str, flow_id: str, step: str, kind: Kind = "plain") -> Button:
    """A button that begins a flow at one step, whose answer is asked anew."""
    return menu_button(label, "reopen", f"{flow_id}.{step}", kind)


def reuse_button(label: str, application_id: str, kind: Kind = "plain") -> Button:
    """A button that begins a new application with the data of an earlier one (manual 5)."""
    return menu_button(label, "reuse", application_id, kind)


def remind_button(label: str, speciality: str, kind: Kind = "plain") -> Button:
    """A button that has the person reminded of a registration's end; says when."""
    return menu_button(label, "remind", speciality, kind)


def relay_button(application_id: str, kind: Kind = "plain") -> Button:
    """A button that shows the card for the enterprise's 经办人."""
    return menu_button("转发给经办人的卡片", "relay", application_id, kind)


def read_tap(data: str) -> StepTap | MenuTap | None:
    """What a tap said; None for data that is none of ours."""
    match data.split("|"):
        case ["t", tracker_id, step, value]:
            return StepTap(tracker_id, step, value)
        case ["m", verb, target]:
            return MenuTap(verb, target)
    return None


def _checked(data: str) -> str:
    if len(data.encode()) > 64:
        raise ValueError(f"button data over 64 bytes: {len(data.encode())}")
    return data
