"""A timeline is as high as its nodes, and each state looks like itself."""

from io import BytesIO

import pytest
from PIL import Image

from bot.pictures.timeline import WIDTH, State, TimelineNode, draw_timeline


def opened(nodes: list[TimelineNode], title: str = "初始注册") -> Image.Image:
    content = draw_timeline(title, nodes)
    assert content.startswith(b"\x89PNG")
    return Image.open(BytesIO(content)).convert("RGB")


def test_height_follows_the_nodes_and_the_title() -> None:
    node = TimelineNode("企业上报", "done", "2026-11-24 10:12")
    heights = [opened([node] * count).height for count in (0, 1, 4)]
    assert heights[2] - heights[1] == 3 * (heights[1] - heights[0])
    assert opened([node], "注册公用设备工程师（暖通空调）初始注册申请").height > heights[1]
    assert opened([node]).width == WIDTH


def test_states_differ_by_shape_too() -> None:
    states: tuple[State, ...] = ("done", "now", "todo", "failed")
    pictures = [opened([TimelineNode("审查", state)]).convert("1").tobytes() for state in states]
    assert len(set(pictures)) == 4


@pytest.mark.parametrize("text", ["䶮" * 60, "x" * 300, ""])
def test_long_labels_stay_inside(text: str) -> None:
    picture = opened([TimelineNode(text, "now", text)], title=text)
    edge = picture.crop((WIDTH - 20, 0, WIDTH, picture.height))
    assert edge.getextrema() == ((255, 255),) * 3
