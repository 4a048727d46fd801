"""Every flow of the catalogue as a walk-through, and flows that no sample person fits."""

import time
from dataclasses import dataclass
from io import BytesIO

import pytest
from PIL import Image

from bot.pictures.walkthrough import draw_walkthrough, screens
from bot.walkthrough.examples import ANY
from bot.walkthrough.sample import SAMPLE_NOW, sample_facts
from bot.walkthrough.scenes import walk
from flows import checks
from flows.catalogue import catalogue
from flows.steps import Choice, Confirm, Date, Flow, Option, Step, Text
from flows.steps import Image as ImageStep
from flows.view import View

LIMIT = 1_500_000
FLOWS = sorted(catalogue())


def flow_of(*steps: Step, id: str = "initial") -> Flow:
    return Flow(
        id=id, title="试验", manual="3.1", intent="x", steps=steps, done="application_submitted"
    )


@pytest.mark.parametrize("flow_id", FLOWS)
def test_every_flow_has_a_walkthrough(flow_id: str) -> None:
    flow = catalogue()[flow_id]
    began = time.process_time()
    walked = walk(flow)
    made = draw_walkthrough(walked.scenes)
    spent = time.process_time() - began
    picture = Image.open(BytesIO(made.gif))
    assert picture.n_frames == len(list(screens(walked.scenes)))
    assert len(made.gif) < LIMIT
    assert spent < 4, "seconds of CPU, twice what it should take"
    opening, *steps, ending = walked.scenes
    assert flow.title in (opening.title, ending.title, ending.heading)
    assert all(scene.is_answered for scene in steps)
    assert not any(scene.is_answered for scene in (opening, ending))
    numbers = [scene.place for scene in steps]
    total = numbers[-1].partition("/")[2]
    assert list(dict.fromkeys(numbers)) == [f"{n}/{total}" for n in range(1, int(total) + 1)]
    assert walked.outline


@pytest.mark.parametrize("flow_id", FLOWS)
def test_what_is_tapped_is_a_button_of_its_message(flow_id: str) -> None:
    for scene in walk(catalogue()[flow_id]).scenes:
        if scene.tapped:
            assert scene.tapped in [label for row in scene.rows for label in row]


@pytest.mark.parametrize("flow_id", ["profile", "initial"])
def test_the_sample_person_has_an_answer_to_everything(flow_id: str) -> None:
    for scene in walk(catalogue()[flow_id]).scenes:
        assert ANY not in (scene.typed, scene.tapped), scene


def test_it_says_what_the_definition_says() -> None:
    flow = catalogue()["initial"]
    asked = "\n".join(scene.asked for scene in walk(flow).scenes)
    for step in flow.steps:
        if isinstance(step.ask, str) and step.when(View({}, sample_facts(flow), SAMPLE_NOW)):
            assert step.ask in asked
    assert "已成功提交企业" in asked
    assert "接下来：企业上报 → 部级受理" in asked
    assert walk(flow).outline[0] == "选择专业：注册专业类型"


def test_what_goes_straight_to_the_authority_is_not_said_to_go_to_the_enterprise() -> None:
    text = Text(slot="reason", ask="请说明：", check=checks.words(20))
    assert "企业上报 →" not in walk(flow_of(text, id="defence")).scenes[-1].asked


def test_an_example_is_one_that_the_step_takes() -> None:
    choice = Choice(
        slot="way",
        ask="怎么办：",
        help="一般选「乙」。",
        options=(Option(value="a", label="甲"), Option(value="b", label="乙")),
    )
    day = Date(slot="day", ask="哪一天？例如 2024-05-06。")
    count = Text(slot="count", ask="几个？", check=checks.whole_number(0, 60), placeholder="多少")
    _, way, when, how_many, _ = walk(flow_of(choice, day, count)).scenes
    assert (way.tapped, when.typed, how_many.typed) == ("乙", "2024-05-06", "10")


def test_later_questions_know_the_earlier_answers() -> None:
    first = Choice(
        slot="a", ask="甲？", options=(Option(value="1", label="一", fills={"extra": "带来的"}),)
    )
    second = Confirm(slot="b", ask=lambda view: f"{view['a']}和{view['extra']}，对吗？")
    hidden = Text(slot="c", ask="?", check=checks.words(9), when=lambda view: view["a"] == "2")
    scenes = walk(flow_of(first, second, hidden)).scenes
    assert [scene.asked for scene in scenes[1:-1]] == ["甲？", "1和带来的，对吗？"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing(Step):
    """A kind of step that nobody has thought of yet."""

    colours: int = 3


def broken(_: View) -> str:
    raise KeyError("a fact that the sample person lacks")


def test_nothing_in_a_definition_makes_it_fail() -> None:
    flow = flow_of(
        Drawing(slot="drawing", ask="请画一张图。", part="画图"),
        Text(slot="unclear", ask=broken, label="说不清", check=checks.words(5)),
        Text(slot="skipped", ask="?", check=checks.words(5), when=lambda view: bool(broken(view))),
        Text(slot="unanswerable", ask="谁也答不对：", check=_refuses),
        Choice(slot="empty", ask="没有选项：", options=()),
        Choice(
            slot="failing",
            ask="选项出错：",
            options=lambda view: (Option(value=broken(view), label=""),),
        ),
        ImageStep(slot="proof", ask="请发证明。", kind="proof"),
    )
    flow = Flow(
        **{n: getattr(flow, n) for n in ("id", "title", "manual", "intent", "steps", "done")},
        prefill=_no_prefill,
    )
    scenes = walk(flow).scenes
    assert [scene.asked for scene in scenes[1:-1]] == [
        "请画一张图。",
        "说不清",
        "谁也答不对：",
        "没有选项：",
        "选项出错：",
        "请发证明。",
    ]
    assert all(scene.is_answered for scene in scenes[1:-1])
    assert Image.open(BytesIO(draw_walkthrough(scenes).gif)).n_frames == 2 * 6 + 2


def _refuses(text: str, _: View) -> str:
    return str(1 // 0) if text == "示例" else checks.whole_number(7000, 7001)(text, _)


def _no_prefill(_: View) -> dict[str, str]:
    raise StopIteration
