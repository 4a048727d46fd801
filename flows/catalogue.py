"""Finds `flows/definitions/*.py`; refuses duplicate ids and slots and texts without a sentence."""

import importlib
import pkgutil
from functools import cache

from flows import definitions, texts
from flows.steps import Flow


class DefinitionRefused(Exception):
    """A definition contradicts itself or another; the message says how."""


def examine(flows: list[Flow]) -> dict[str, Flow]:
    """The flows by id; raises `DefinitionRefused`."""
    found: dict[str, Flow] = {}
    for flow in flows:
        if flow.id in found:
            raise DefinitionRefused(f"two flows have the id {flow.id}")
        slots = [step.slot for step in flow.steps]
        if not slots:
            raise DefinitionRefused(f"{flow.id} asks nothing")
        if twice := sorted({slot for slot in slots if slots.count(slot) > 1}):
            raise DefinitionRefused(f"{flow.id} fills {', '.join(twice)} twice")
        unknown = {slot for step in flow.steps for slot in step.clears} - set(slots)
        if unknown:
            raise DefinitionRefused(f"{flow.id} clears unknown slots: {sorted(unknown)}")
        if flow.done not in texts.sentences():
            raise DefinitionRefused(f"{flow.id} ends with {flow.done!r}, which has no sentence")
        found[flow.id] = flow
    return found


@cache
def catalogue() -> dict[str, Flow]:
    """All definitions by id."""
    modules = pkgutil.iter_modules(definitions.__path__, definitions.__name__ + ".")
    return examine([importlib.import_module(module.name).FLOW for module in modules])
