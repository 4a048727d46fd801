"""What stands against 信息更正 (manual 2.7)."""

from flows.steps import Finding
from flows.view import View


def no_update_in_hand(view: View) -> Finding | None:
    """One 信息更正 at a time, since each is about the same person."""
    for application in view.facts.applications:
        if application.kind == "info_update" and application.is_open:
            remedy = f"progress.{application.id}"
            return Finding("update_in_hand", source="手册 2.7", remedy=remedy)
    return None
