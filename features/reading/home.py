"""Where a participant's home is: the town or postcode that is said to be lived in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from features.reading.document import Document
from features.reading.finding import found
from features.reading.proposal import Proposal
from features.reading.scope import doubt, other_person

_LIVES: Final = re.compile(
    r"\b(?:bor|bosat|bus(?:sen)? fra|toget? fra|bopæl\w*|hjemme i|flyttet til|adresse|lives?|living|home|bolig|"
    r"based in|bosiddende|"
    r"fra\b(?= \d{4}))\b"
)


_SHORTHAND: Final = re.compile(r"^(?!.*\b(?:er|kan|vil|skal|arbejd\w*|job|ønske\w*|søger|i)\b).*\d+ ?år\b")
"""A line of keywords about a person: "kvinde, 34 år, Viborg"."""


_BESIDE_A_TOWN: Final = re.compile(
    r"\b(?:by|midtby|midtbyen|centrum|nord|syd|vest|øst|kommune|adresse|bopæl|bosat|i|og|omegn|området?)\b"
)


_POSTCODE_AFTER: Final = re.compile(
    r"\b(?:bor|bopæl|bosat|adresse|postnr|postnummer)\W{1,3}(?P<code>\d{4})\b(?!\s*[a-zæøå])"
)


def read_home(doc: Document) -> Iterator[Proposal]:
    """The town or postcode a participant lives in."""
    from features.places import find_places, place_of

    if (match := _POSTCODE_AFTER.search(doc.low)) and not other_person(doc.clause_at(match.start())):
        place = place_of(match["code"])
        if place:
            yield found(doc, "home", location(place), match.start("code"), match.end("code"), 0.9)
            return
    places = list(find_places(doc.text))
    for start, end, place in places:
        clause = doc.clause_at(start)
        before = doc.low[doc.sentence_at(start)[0] : start]
        lives = _LIVES.search(clause.low[: max(0, start - clause.start)]) or re.search(
            r"\b(?:bor|bosat|lives|bopæl)\b", before[-40:]
        )
        if not lives or other_person(clause) or re.search(r"\b(?:boede|har boet|lived|ikke)\b", before[-30:]):
            continue
        yield found(doc, "home", location(place), start, end, 0.9 * doubt(clause))
        return
    for start, end, place in places:
        clause = doc.clause_at(start)
        rest = clause.low[: start - clause.start] + clause.low[end - clause.start :]
        around = (doc.low[max(0, start - 3) : start] + "|" + doc.low[end : end + 3]).replace(" ", "")
        item = re.fullmatch(r"(?:.*[,./|;(])?\|(?:[,./|;)].*)?", around)
        alone = not re.search(r"\w", _BESIDE_A_TOWN.sub("", rest))
        if (alone or (item and _SHORTHAND.search(clause.low))) and not other_person(clause):
            yield found(doc, "home", location(place), start, end, 0.6)
            return
    for start, end, place in places:
        if doc.low[start:end].strip()[:4].isdigit() and not other_person(doc.clause_at(start)):
            yield found(doc, "home", location(place), start, end, 0.6)
            return


def location(place: Any) -> dict[str, Any]:
    """A ``Location`` mapping of a place of ``features.places``."""
    return {"postcode": place.postcode, "town": place.town, "lat": place.lat, "lon": place.lon}
