"""Demo people's pictures are what the product would accept, and always the same."""

from bot.pictures.demo_people import demo_pictures
from flows.images.intake import take
from storage.registry.demo_people import PEOPLE


def test_the_same_person_always_looks_the_same() -> None:
    assert demo_pictures("demo-yantu") == demo_pictures("demo-yantu")
    assert demo_pictures("demo-yantu")[0] != demo_pictures("demo-guoqi")[0]
    assert demo_pictures("王一")[1] != demo_pictures("王二")[1]


def test_everybodys_pictures_would_be_accepted() -> None:
    for name in (*(one.id for one in PEOPLE), "䶮", "阿卜杜热合曼·麦麦提"):
        portrait, signature = demo_pictures(name)
        taken = take("portrait", portrait)
        assert (taken.original_width, taken.original_height) == (295, 413)
        written = take("signature", signature)
        assert (written.original_width, written.original_height) == (405, 162)


def test_an_id_is_signed_with_its_name() -> None:
    assert demo_pictures("demo-nobody")[1] != demo_pictures("demo-yantu")[1]
    one = PEOPLE[0]
    width = len(demo_pictures(one.id)[1]) / len(demo_pictures(one.name)[1])
    assert 0.8 < width < 1.2
