"""Words as the page shows them: numbers stay whole, telephone numbers can be called."""

import re

from markupsafe import Markup, escape

_NUMBER = re.compile(
    r"(?<![\w.-])(?:(?P<phone>0\d{2,3}-\d{7,8})|\d{1,4}(?:-\d{1,2}){1,2}(?: \d{2}:\d{2})?)"
    r"(?![\w-])",
    re.ASCII,
)
_WHOLE = '<span class="whole">{0}</span>'


def words(text: str) -> Markup:
    """The text, escaped; a browser would break a date or a telephone number at its hyphens."""
    shown = Markup()
    end = 0
    for found in _NUMBER.finditer(text):
        shown += escape(text[end : found.start()])
        mark = '<a class="whole" href="tel:{0}">{0}</a>' if found["phone"] else _WHOLE
        shown += Markup(mark).format(found[0])
        end = found.end()
    return shown + escape(text[end:])
