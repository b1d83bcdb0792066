"""Words of illness, faith or family that stopped a form: named to whoever wrote them, on the page where they stand.

A fault tells only where such a word is, for it goes into logs and answers; the form that comes back has the word.
"""

from __future__ import annotations

from features.profiles import Fault
from features.reading.free_text import HEALTH_NAMED, PRIVATE_NAMED
from features.reading.illness import sensitive
from service.pages.form import Form
from service.texts import say


def named_words(fault: Fault, form: Form, language: str) -> str | None:
    """The sentence of such a fault with its words in it; None for any other, and where the form has them elsewhere."""
    if fault.code not in (HEALTH_NAMED, PRIVATE_NAMED):
        return None
    text, place = form.text(fault.field), (fault.params["start"], fault.params["end"])
    words = [text[one.start : one.end] for one in sensitive(text) if (one.start + 1, one.end) == place]
    if not words:
        return None
    return say(f"pages.named.{fault.code}", language, **{**fault.params, "words": words[0]})
