"""What must be on file before any application (manual 2.2, 3.1.1 notes 3 and 4)."""

from flows.steps import Finding
from flows.view import View


def profile_complete(view: View) -> Finding | None:
    """All three parts of 个人信息 are filled (manual 2.2)."""
    missing = [part for part in view.facts.missing_parts if part != "pictures"]
    if not missing:
        return None
    return Finding("profile_incomplete", source="手册 2.2", remedy="profile")


def portrait_and_signature(view: View) -> Finding | None:
    """Portrait and signature are uploaded (manual 3.1.1, note 4)."""
    if "pictures" not in view.facts.missing_parts:
        return None
    return Finding("pictures_missing", source="手册 3.1.1 注4", remedy="profile")
