"""How far the Rasa side service is, in words for the console and the health page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


class Phase(StrEnum):
    """The side service's phases, in the order of a first start."""

    OFF = "off"
    INSTALLING = "installing"
    TRAINING = "training"
    STARTING = "starting"
    READY = "ready"
    FAILED = "failed"


_LINES = {
    Phase.OFF: ("语义理解未启动，使用关键词理解", "Rasa is off; keywords answer"),
    Phase.INSTALLING: ("正在安装语义理解组件", "installing Rasa (first start: about a minute)"),
    Phase.TRAINING: ("正在训练语义理解模型", "training Rasa (about two minutes)"),
    Phase.STARTING: ("正在启动语义理解", "starting Rasa (about half a minute)"),
    Phase.READY: ("语义理解已就绪", "Rasa is ready"),
    Phase.FAILED: ("语义理解暂不可用，使用关键词理解", "Rasa is unavailable; keywords answer"),
}


@dataclass(frozen=True, slots=True)
class SidecarState:
    """One phase since when; `reason` is a code, set where something failed."""

    phase: Phase
    since: datetime
    reason: str = ""

    @property
    def chinese(self) -> str:
        """The line for people."""
        return _LINES[self.phase][0]

    @property
    def english(self) -> str:
        """The line for the console."""
        return _LINES[self.phase][1] + (f" ({self.reason})" if self.reason else "")


Listener = Callable[[SidecarState], None]


def state_now(phase: Phase, reason: str = "") -> SidecarState:
    """The state that begins at this moment."""
    return SidecarState(phase, datetime.now(UTC), reason)
