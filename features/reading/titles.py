"""Job titles as people write them: "frisør i 15 år", "tidligere landmand", "IT-udvikler fra Damaskus".

Single words come from ``features.occupations`` and ``features.disco``; Danish puts words together freely: what
ends like a title ("-arbejder", "-assistent", "-chauffør") is one too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from features.disco import unit_groups
from features.occupations import occupations
from features.reading.lexicon import table

_ENDINGS: Final = re.compile(
    r"\w{3,}(?:arbejder|medarbejder|assistent|medhjælper|hjælper|chauffør|tekniker|operatør|montør|mester|"
    r"passer|lærer|ingeniør|"
    r"udvikler|supporter|sælger|mager|smed|plukker|pakker|mekaniker|afløser|vikar|bonde|landmand|betjent|"
    r"handler|fører|ekspedient|"
    r"programmør|designer|analytiker|maler|bager|slagter|fisker|rengører|plejer|pædagog|sygeplejerske|terapeut|"
    r"driver|cleaner|"
    r"welder|worker|baker|teacher|mechanic|nurse)"
)


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Every one-word title we know, in lower case."""
    known = (title for group in unit_groups() for title in group.also_da)
    ours = (title for job in occupations() for title in (job.title, *job.titles_da, *job.titles_en))
    words = {title.lower() for title in (*known, *ours) if " " not in title}
    return frozenset(words | {"vikar", "afløser", "ekspedient", "landmand", "selvstændig"}) - _no_titles()


@lru_cache(maxsize=1)
def _no_titles() -> frozenset[str]:
    return frozenset(table("work")["no_titles"].split())


def is_title(word: str) -> bool:
    """Whether ``word`` (lower case) names a job."""
    return word in titles() or (bool(_ENDINGS.fullmatch(word)) and word not in _no_titles())


_LEAD: Final = re.compile(
    r"(?:og |men |samt |and )?(?:(?:han|hun|jeg|he|she|i|borger\w*|vedkommende|[a-zæøåé]+(?= (?:er|var|is|was)\b)) )?"
    r"(?:(?:er|var|har været|har arbejdet som|is|was|am|i'm|tidligere|tidl\.?|fhv\.?|uddannet|udlært|faglært|"
    r"ufaglært|oprindeligt|"
    r"erfaren|selvstændig|autoriseret|egentlig|som|en|a|an|trained|former|qualified|skilled|experienced|"
    r"by training|[a-zæøå]+(?:sk|iansk|"
    r"ner|er)(?= \w)) )*"
)
_FOLLOWS: Final = re.compile(
    r"\s*(?:$|[.,;:(/]|(?:i|fra|på|hos|ved|gennem|siden|of|in|from|for|at|og|and|med|af|ca|\d)(?!\w))"
)


def title_told(low: str) -> bool:
    """Whether a clause (lower case) says that somebody is or was something by trade."""
    lead = _LEAD.match(low)
    for place in sorted({0, lead.end() if lead else 0}):
        word = re.match(r"[a-zæøåé][\w'-]*", low[place:])
        if word and is_title(word[0]) and _FOLLOWS.match(low[place + word.end() :]):
            return place > 0 or bool(_MORE.match(low[word.end() :]))
    return not _VERB.search(low) and any(_is_item(item) for item in re.split(r"[,:;(/]", low)[1:])


_VERB: Final = re.compile(r"\b(?:er|kan|vil|skal|har|ønske\w*|søger|gerne|måske|evt|is|can|wants?|eller|or)\b")


def _is_item(item: str) -> bool:
    """Whether a part of a list of keywords begins with a title: "ukrainer, 33, programmør"."""
    word = re.match(r"\s*(?:tidl\.? |tidligere |uddannet )?([a-zæøåé][\w'-]*)", item)
    return word is not None and is_title(word[1]) and bool(_FOLLOWS.match(item[word.end() :]))


_MORE: Final = re.compile(
    r"\s*(?:(?:i|fra|på|hos|ved|gennem|siden|in|from|for|at|med|af)\s+\S|[,(]?\s*\d+ (?:år|years)|[.;!]?\s*$|,|"
    r"og\b|and\b)"
)
