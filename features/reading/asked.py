"""How much an advert asks for what it names: required, preferred or not at all."""

from __future__ import annotations

import re
from typing import Any, Final

from features.reading.document import Clause, Document
from features.reading.scope import negated
from features.vocabulary import Necessity

PREFERRED: Final = re.compile(
    r"\b(?:(?:en |klar |stor |er det en |dog en )?fordel(?:agtig\w*)?|et (?:stort |kæmpe )?plus|plus(?= |"
    r"$|,|\.)|gerne(?! (?:have|hjælpe))|ønskeligt?|ønskes|ikke (?:et |noget |nogen )?(?:absolut |"
    r"ubetinget )?krav|intet krav|optimalt|foretrækkes|foretrækker|preferred|preferably|"
    r"(?:an )?advantage\w*|a plus|nice to have|måske har|meget gerne|må gerne (?:have|være)|"
    r"velkommen(?:t)?|bonus|helst|"
    r"hvis du (?:har|samtidig|også)|ikke nødvendig\w*|ikke en nødvendighed|(?:er det )?en styrke|"
    r"desirable|ideally|not (?:a )?(?:requirement|demand|required|necessary|needed))\b"
)


_DROPPED: Final = re.compile(
    r"\b(?:ikke (?:et |noget |nogen )?(?:absolut |ubetinget )?(?:krav|nødvendig\w*|forudsætning|"
    r"betingelse|en betingelse)|intet krav|ingen (?:særlige |specielle )?krav|"
    r"no (?:special )?requirements|kræver (?:ikke|ingen)|ikke (?:have|kræves|kræver|"
    r"behøver)|behøver (?:du )?ikke|kræves ikke|uden krav|not (?:a )?(?:requirement|demand|required|"
    r"necessary|needed)|no (?:\w+ )?(?:required|needed)|er ligegyldig|"
    r"er underordnet|lige ?meget|det hele (?:er|går)|al(?:t|le) (?:er )?(?:ok\w*|fint)|(?:det )?går nok|"
    r"ikke så (?:vigtigt?|afgørende|nøje)|(?:er )?ikke (?:vigtigt?|afgørende)|not (?:so )?important|"
    r"kan (?:\w+ )?komme (?:hen ad vejen|senere|med tiden)|uden betydning|ingen betingelse|uanset om|"
    r"stiller ikke krav)\b"
)


_BUT_LIKED: Final = re.compile(
    r"\b(?:fordel\w*|et plus|gerne|ønskelig\w*|advantage|a plus|preferred|preferably|velkommen)\b"
)


_GIVEN: Final = re.compile(
    r"\b(?:(?:betaler|finansierer) vi|vi (?:hjælper|betaler|sørger|tilbyder|giver|finansierer)|"
    r"mulighed for at (?:tage|få|erhverve)|"
    r"kan du (?:få|tage)|får du (?:mulighed|et)|vil du få|kommer på kursus|kursus i|tilbydes|oplær\w*|"
    r"we (?:offer|pay|help|provide)|villig til at (?:tage|erhverve)|uddannes? (?:dig|i)|opkvalificer\w*)\b"
)


def requirement(kind: str, code: str, necessity: Necessity, **more: Any) -> dict[str, Any]:
    """A ``Requirement`` mapping; law and safety cannot be negotiated, a preference always can."""
    negotiable = {Necessity.LEGAL: 0.0, Necessity.SAFETY: 0.0, Necessity.TASK: 0.5, Necessity.PREFERENCE: 1.0}[
        necessity
    ]
    return {"kind": kind, "code": code, "necessity": necessity.value, "negotiability": negotiable, **more}


_CAN_BE_TAKEN: Final = re.compile(
    r"^\W*(?:\w+ )?eller (?:er |har |du er |kan |du kan |være |at være )*"
    r"(?:indstillet|villig|klar på|lyst|interesse|cykle|køre på cykel)\w*|"
    r"\bkan (?:(?:evt\.?|eventuelt|også|sagtens) )?(?:tages|erhverves|opnås|fås|tage det|tage den)\b|"
    r"\bcan be (?:taken|obtained)\b"
)
"""A paper that one can get after being hired is liked, not asked for."""


_A_MUST: Final = re.compile(
    r"\s*(?:(?:er|is|are) )?(?:dog |derfor |naturligvis |absolut )?(?:et |en |a )?(?:ubetinget |absolut )?"
    r"(?:must|krav|nødvendig\w*|påkrævet|required|necessary|forudsætning)\b"
)


_IF_YOU: Final = re.compile(r"\W*(?:og |men )?(?:kan|har|taler|hvis|er|if|do|can) (?:du|you)\b")


def how_wanted(doc: Document, clause: Clause, match: re.Match[str]) -> str:
    """ "required", "preferred" or "no": how the sentence asks for what it names."""
    first, last = doc.sentence_at(match.start())
    near = clause.low
    tail = doc.low[match.end() : min(last, match.end() + 60)]
    if _A_MUST.match(tail) and not negated(clause, match.start(), match.end(), 3):
        return "required"
    if _CAN_BE_TAKEN.search(tail):
        return "preferred"
    if _is_given(clause, match):
        return "preferred" if re.search(r"\b(?:krav|kræves|required)\b", doc.low[first:last]) else "no"
    if _DROPPED.search(near) or _DROPPED.match(tail.lstrip()):
        return "preferred" if _BUT_LIKED.search(doc.low[first:last]) else "no"
    if negated(clause, match.start(), match.end(), 3):
        return "preferred" if PREFERRED.search(near) else "no"
    if _IF_YOU.match(near) and _BUT_LIKED.search(tail):
        return "preferred"
    heading = doc.low[max(0, first - 60) : first]
    if _prefers(clause, match) or re.search(
        r"(?:fordel|et plus|preferred)[^.\n]{0,12}(?:hvis|:|if|at du)[^.\n]{0,20}\n?$", heading
    ):
        return "preferred"
    return "required"


def _is_given(clause: Clause, match: re.Match[str]) -> bool:
    """Whether the employer pays or teaches it; what follows another paper is of that paper."""
    return any(
        not _PAPER.search(clause.low[match.end() - clause.start : cue.start()]) for cue in _GIVEN.finditer(clause.low)
    )


_PAPER: Final = re.compile(r"\w*(?:kort|bevis|certifikat|attest|licen[cs]e|certificate|uddannelse)(?:et)?\b|§")


_ASIDE: Final = re.compile(r"\W*\((?!er |gerne|en |et |evt|men |kan |det )\w+[^)]*$")
"""A parenthesis with a subject of its own: "kørekort B (trailer er en fordel)"."""


def _prefers(clause: Clause, match: re.Match[str]) -> bool:
    """Whether a cue of preference near the words speaks of them and not of another paper in between."""
    first, last = match.start() - clause.start, match.end() - clause.start
    for cue in PREFERRED.finditer(clause.low):
        between = clause.low[cue.end() : first] if cue.end() <= first else clause.low[last : cue.start()]
        after = cue.start() >= last
        told_apart = re.search(r"\b(?:har|have|skal|kræv\w*|krav|must|must have)\b", clause.low[:first] + between)
        if not after and re.search(r"\b(?:og|samt) at (?:du|man)\b", between):
            continue
        if after and _ASIDE.match(between):
            continue
        if (
            after
            and re.search(r", (?:og|samt|and) | (?:og|samt|and) ", between)
            and _PAPER.search(between)
            and (told_apart or "," in between)
        ):
            continue
        if len(between) < 90 and not (
            _PAPER.search(between) and not re.fullmatch(r"[^.;]*(?:og|eller|samt|/|,)[^.;]*", between)
        ):
            return True
    return False
