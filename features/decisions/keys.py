"""What a statement about a person is called, so that it can be found again in a later text and in the profile."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Final

from features.personal import FINDERS, scrubbed
from features.profiles import Participant, Provenance
from features.vocabulary import Source, WishKind

SINGLE: Final = frozenset({"hours_min", "hours_wish", "hours_max", "earliest_start", "home", "max_jobs"})
"""Fields with one value."""
PROSE: Final = frozenset({"resources", "motivation"})
"""Fields that are one text, to which sentences are added."""
NAMED_BY: Final[Mapping[str, str]] = {
    "transport": "mode",
    "credentials": "code",
    "languages": "language",
    "functional_needs": "code",
    "skills": "text",
    "experience": "text",
}
"""What tells two items of a list apart; items of other lists are told apart by the whole of them."""
OPPOSITE: Final[Mapping[str, str]] = {
    "credentials": "credentials_missing",
    "credentials_missing": "credentials",
    "wishes": "do_not_want",
    "do_not_want": "wishes",
}
"""Lists that cannot both hold the same item."""
_WORDED: Final = frozenset({"skills", "experience", *PROSE})
_DIGEST: Final = 12
LEFT_OUT: Final = "…"
"""What stands where a name was."""


def key_of(field: str, value: Any) -> str:
    """``functional_needs.noise``, ``hours_max.20``, ``skills.3f2a…``: the same however often it is read.

    A single value is another statement when it is another value; an item of a list is the same one while it is about
    the same thing, whatever is said of it. Words are a digest of their letters: nothing anybody wrote stands in a key.
    """
    return f"{field}.{item_of(field, value)}"


def item_of(field: str, value: Any) -> str:
    """The part of a key after the field."""
    if field == "home":
        return str(value.get("postcode") or "").strip() or _digest(str(value.get("town")))
    if field == "availability":
        return _digest(json.dumps(sorted(_window(item) for item in value), ensure_ascii=False))
    if field in ("wishes", "do_not_want"):
        coded = value["kind"] != WishKind.TASK
        return f"{value['kind']}.{value['value'] if coded else _digest(value['value'])}"
    told = value[NAMED_BY[field]] if field in NAMED_BY else value
    return _digest(told) if field in _WORDED else _plain(told)


def said_by_person(record: Participant, field: str, item: str = "") -> bool:
    """Whether what stands in a field, or as one item of it, is more than a reading that nobody has confirmed."""
    said = record.provenance.get(f"{field}.{item}") or record.provenance.get(field)
    return said is None or not is_reading(said)


def is_reading(said: Provenance) -> bool:
    """Whether this is a machine's proposal that nobody has confirmed."""
    return said.source is Source.TEXT and not said.confirmed


def only_read(provenance: Mapping[str, Provenance], field: str) -> bool:
    """Whether nobody has confirmed anything of a field that was read: neither it nor one item of it."""
    said = [known for name, known in provenance.items() if name == field or name.startswith(f"{field}.")]
    return field in provenance and all(is_reading(known) for known in said)


def letters(text: str) -> str:
    """A text by its words alone, in lower case."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def nameless(text: str) -> str:
    """A text in which "…" stands for every name, number and address; one that it begins with is left out."""
    kinds = "|".join(FINDERS)
    plain = re.sub(rf"\[(?:{kinds})\]", LEFT_OUT, scrubbed(text))
    return re.sub(rf"^{LEFT_OUT}[\s,:]*(?=\w)", "", plain)


def _window(item: Mapping[str, Any]) -> tuple[int, str, str, str]:
    return (int(item["weekday"]), str(item["start"]), str(item["end"]), str(item.get("kind", "can")))


def _plain(value: Any) -> str:
    """A value as it stands in a key: 20 and 20.0 are the same hours."""
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _digest(text: str) -> str:
    return hashlib.sha256(letters(text).encode()).hexdigest()[:_DIGEST]
