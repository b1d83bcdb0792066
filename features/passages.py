"""Cutting a text into the passages that are compared, and telling what is wanted from what is not.

``"Vil gerne arbejde i butik, men ikke i køkken"`` says two things. The clause with the negation must not draw the
person toward kitchens, so it is kept apart. A negation governs its clause, and the clauses after it that only add to a
list (``eller med børn``); ``men``, ``hellere`` and a new verb end it; ``uden`` and ``ingen`` govern what follows
them. A clause that only describes (``…, der ikke kan gå endnu``) is kept, and what is only a negation in form
(``ikke bange for``, ``ikke noget imod``, ``uden problemer``) negates nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MOST_PASSAGES: Final = 60
LONGEST: Final = 300
SENTENCE_END: Final = re.compile(
    r"(?<=[.!?])(?<!\bca\.)(?<!\bpr\.)(?<!\bkl\.)(?<!\berf\.)(?<!\btidl\.)(?<!\binkl\.)(?<!\d\.)\s+"
    r"|(?<=\d\.)\s+(?-i:(?=[A-ZÆØÅ]))|[\n\r;•·]+|\s[-–*]\s+",
    re.I,
)
CLAUSE_END: Final = re.compile(r",\s*|\s+(?=(?:men|but|hellere|derimod|til gengæld|rather|instead)\b)", re.I)
BUT: Final = re.compile(r"^(men|but)\b\s*", re.I)
DESCRIBING: Final = re.compile(
    r"^(der|som|så|når|hvis|fordi|hvor|at|mens|who|that|which|when|if|so|because|while)\b", re.I
)
HARMLESS: Final = re.compile(
    r"\b(ikke (noget )?(imod|bange|sky|fremmed|kun|bare|mindst|alene om|noget problem|et problem|nødvendig\w*|et krav)"
    r"|har (ikke )?noget imod|uden (problemer|problem|at brokke\w*|tvivl|videre)|ingen problem\w*"
    r"|aldrig (syg|for sent|fri)"
    r"|not (only|afraid|just|a problem)|no problem|don'?t mind|without problems|never (late|sick))\b",
    re.I,
)
WHOLE: Final = re.compile(
    r"\b(ikke|aldrig|hverken|not|never|cannot|neither|nor|\w+n['’]t|nægter|undgå\w*|avoid\w*|frabeder|fravælger)\b"
    r"|\b(slippe\w* for|træt af|væk fra|fri for|tired of|away from|hader|hate\w*|modvilje)\b",
    re.I,
)
ONWARD: Final = re.compile(r"\b(uden|ingen|intet|without|no)\b", re.I)
TURN: Final = re.compile(
    r"^(hellere|derimod|til gengæld|rather|instead|så|derfor|dog|og\s+(vil|kan|har|er|jeg|hun|han)|jeg|hun|han|vi|de"
    r"|vil|kan|har|er|skal|i|she|he|they|and\s+(can|will|i|she|he)|hvor|som|der|søger|ønsker|helst|gerne|meget gerne"
    r"|tværtimod|foretrækker|drømmer|prefers?|would (like|love))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Passages:
    """A text cut up: what it says, in order, and what it says no to."""

    said: tuple[str, ...]
    denied: tuple[str, ...]


def passages(text: str) -> Passages:
    """The passages of a text: sentences, without the clauses that deny something; sixty at most."""
    said: list[str] = []
    denied: list[str] = []
    for sentence in sentences(text):
        wanted, unwanted = _parted(sentence)
        said += [wanted] if wanted else []
        denied += unwanted
    return Passages(tuple(said), tuple(denied))


def sentences(text: str) -> list[str]:
    """Sentences, lines and list items of a text that hold a letter; a very long one is cut at white space."""
    parts = [part.strip(" \t-–*•.") for part in SENTENCE_END.split(text)]
    whole = [piece for part in parts for piece in _pieces(part)]
    return [part for part in whole if any(sign.isalpha() for sign in part)][:MOST_PASSAGES]


def _pieces(part: str) -> list[str]:
    if len(part) <= LONGEST:
        return [part]
    cut = part.rfind(" ", 0, LONGEST)
    cut = cut if cut > 0 else LONGEST
    return [part[:cut], *_pieces(part[cut:].strip())]


def _parted(sentence: str) -> tuple[str, list[str]]:
    """(what the sentence says, the clauses in which it says no)."""
    if not (WHOLE.search(sentence) or ONWARD.search(sentence)):
        return sentence, []
    said: list[str] = []
    denied: list[str] = []
    denying = False
    for part in CLAUSE_END.split(sentence):
        clause = BUT.sub("", part)
        denying = denying and clause == part
        if not clause:
            continue
        heard = HARMLESS.sub(" ", clause)
        if said and DESCRIBING.match(clause):
            heard = ""
        if WHOLE.search(heard):
            denying = True
            denied.append(clause)
        elif onward := ONWARD.search(heard):
            denying = False
            said.append(heard[: onward.start()].strip())
            denied.append(heard[onward.start() :])
        elif denying and not TURN.match(clause):
            denied.append(clause)
        else:
            denying = False
            said.append(clause)
    return ", ".join(filter(None, said)), denied
