"""How a clause means the times it names: only then, also then, not then, rather not then, preferably then."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final, TypeAlias

from features.reading.document import Clause
from features.reading.numbers import NUMBER
from features.reading.said_bounds import FETCH, FROM_THEN_ON
from features.reading.scope import plain


class Kind(Enum):
    """How a clause means a time."""

    ONLY = auto()
    ALSO = auto()
    NOT = auto()
    AVOID = auto()
    PREFER = auto()
    SKIP = auto()


BLOCK: Final = re.compile(
    r"\b(?:sprogskole\w*|sprogcenter\w*|danskundervisning\w*|danskkursus|danskuddannelse\w*|går (?:på|"
    r"til) dansk|dansk(?:hold)?(?= (?:man|tirs|ons|tors|fre))|undervisning\w*|(?:til )?behandling\w*|"
    r"fysioterapi\w*|genoptræning|psykolog\w*|terapi\w*|læge\w*|hospital\w*|samtaler|kursus|kurser|"
    r"(?<!børnene )(?<!børn )(?<!er )(?<!in )i skole|(?<!i )(?<!børnenes )(?<!in )skole(?! (?:og|til|fra|er|på|"
    r"eller|sammen)\b)(?!n\b)|"
    r"vuc|hf|fgu|aftenskole|virksomhedspraktik|praktik(?= (?:man|tirs|ons|tors|fre|hver|i|om))|"
    r"træning|fitness|passer (?:(?:han|hun|jeg) )?(?:sin|sit|sine|mine|mit|barn|børn|barne|børne|mor|far|"
    r"svigermor)\w*|afleverer|"
    r"henter|har (?:aftaler|møde\w*)|optaget|"
    r"language school|danish (?:class\w*|lessons?|school)|treatment|appointments?|picks? up|fri (?:hver|"
    r"om)|fridag|bede(?:r|tid)?|fredagsbøn|bøn|mosk[eé]\w*|kirke\w*|psykiater\w*|terapeut\w*|"
    r"ambulant\w*)\b"
)


_ONLY: Final = re.compile(
    r"\b(?:kun|udelukkende|alene|only|bare|skal være|kan (?!også|godt|også godt)|kan arbejde|arbejde|"
    r"ledig|fri|disponibel|til rådighed|mulighed for|available|can work|rådighed|hverdage|passer|"
    r"tidsrum\w*|dagtimer\w*|står til rådighed)\b"
)


_ADDED: Final = re.compile(
    r"\b(?:også|gerne også|nogle gange|af og til|ind ?imellem|(?:en )?enkelte?|sometimes|både|fleksibel|"
    r"ingen problemer|gør ikke noget|også godt|intet problem|"
    r"noget imod|åben for|kan godt|uden problemer|also|flexible|både og|eller|sagtens|vant til|"
    r"alle tidspunkter)\b"
)


_PREFER: Final = re.compile(r"\b(?:helst|foretrækker|gerne|prefers?|ønsker|allerhelst|bedst|vil gerne|would like)\b")


_RATHER_NOT: Final = re.compile(
    r"\b(?:helst ikke|helst (?:vil )?(?:undgå|fri for|slippe for|være fri)|foretrækker ikke|ikke så gerne|"
    r"vil helst (?:ikke|undgå|slippe|være fri)|(?:kun |meget )?nødigt?|"
    r"kun (?:undtagelsesvis|i nødstilfælde|hvis det skal være|en sjælden gang)|rather not|vil gerne undgå|"
    r"prefers? not)\b"
)


_OUT: Final = re.compile(
    r"\b(?:ikke|ikk|nej|ingen|hverken|aldrig|undtagen|undgå\w*|ej|not|no|never|except|cannot|can't|udelukket|"
    r"(?:don|doesn|won).t(?! mind)|umulig\w*|uden|skån\w*|for (?:sent|tidligt))\b"
)


_COUNTED: Final = re.compile(rf"\b{NUMBER} (?:\w+ )?(?:formiddage|eftermiddage|aftener|mornings|afternoons|evenings)\b")


_BUSY: Final = re.compile(
    r"\b(?:(?:har|har en|har fast|har faste|skal til|skal på|går til|går på|er til|er på|er i|deltager|træner|"
    r"spiller|synger|passer|"
    r"møder (?:hos|med|på)|undervises|lærer|læser|studerer|besøger|bliver undervist|has|goes to|attends|have|learns|"
    r"studies)|(?:aftale|undervisning|danskhold|kursus|terapi|behandling|samtale|fredagsbøn|kontrol|undersøgelse|"
    r"sygehus|"
    r"jobcenter|forening|kor|"
    r"fodbold|genoptræn|fysioterapeut)\w*)\b"
)
"""Something else that takes the time named: a time that is busy is not the time one can work."""
_HAS_TIME: Final = re.compile(
    r"\bhar (?:(?:han|hun|jeg) )?(?:(?:tid|fri|mulighed) )?(?:fra|mellem)\b|\bhar (?:han|hun|jeg) (?:tid|fri)\b"
)
"""Time that somebody has: "når børnene er sendt af sted, har hun fra 8.15 til 14.30"."""
_LEARNING: Final = re.compile(
    r"\b(?:lærer|læser|studerer|undervises i|går til|learns|studies) (?:\w+ )?(?:dansk|engelsk|sprog|danish|english)\b"
)
"""Lessons at a time: that time is taken, whatever else the sentence says is the only one."""
_MERELY_GLADLY: Final = re.compile(r"(?:^|[,;(]|\bmen)\s*(?:evt\.? |måske )?(?:gerne|ønskes|foretrækkes)\b")
_NOTHING_AGAINST: Final = re.compile(
    r"\b(?:ikke|intet|ingen|noget) (?:\w+ )?(?:imod|problem\w*|bindinger|forpligtelser|hindring\w*|aftaler)|"
    r"gør ikke noget|ikke (?:kun|bare)|"
    r"ikke kræsen|\b(?:fint|fin|ok|okay|går an|passer (?:\w+ )?(?:fint|godt)|er godt)\b(?!.*\bikke\b)"
)
_AROUND_IT: Final = re.compile(
    r"\b(?:efter|inden|før|ved siden af|uden om|after|before|beside)\s+(?:min |sin |hendes |hans |endt |my |her |his )?"
    r"(?:\w*skole\w*|\w*undervisning\w*|hf|vuc|kursus\w*|\w*træning|behandling\w*|praktik\w*|school|classes|lessons)\b"
)
"""Work *after* school: the lessons are no part of the time named."""
_BESIDE: Final = re.compile(r"\b(?:ved siden af|efter|inden|uden om)\b")
_EXCEPT: Final = re.compile(r"\b(?:undtagen|bortset fra|except|på nær)\b")
_NOTHING_ELSE: Final = re.compile(r"\b(?:kun|only|udelukkende)\b")
_RATHER: Final = re.compile(r"\b(?:helst|foretrækker|allerhelst|prefers?|bedst)\b")
_WORKDAY: Final = re.compile(r"hverdag|mandag|tirsdag|onsdag|torsdag|fredag")
_BARE: Final = re.compile(r"[\w\s:,.\-–/]{0,60}")
_ODD_HOURS: Final = frozenset({"very_early", "evening", "night", "morning_early"})
"""Parts of the day that few work in: who names nothing else means them as well."""

Parts: TypeAlias = tuple[tuple[str, int, int], ...]


def kind_of(clause: Clause, timed: bool, days: bool, parts: Parts) -> Kind:
    """How the clause means the times it names."""
    low = plain(clause.low)
    if _RATHER_NOT.search(low):
        return Kind.AVOID
    if _NOTHING_AGAINST.search(clause.low):
        return Kind.ALSO
    if (_LEARNING.search(low) and not _BESIDE.search(low)) or _EXCEPT.search(low):
        return Kind.NOT
    if _NOTHING_ELSE.search(low) and "ikke" not in low:
        return Kind.ONLY
    if FROM_THEN_ON.search(low) and "ikke" not in low:
        return Kind.ONLY
    if _OUT.search(low) or BLOCK.search(_AROUND_IT.sub(" ", low)) or FETCH.search(low):
        return Kind.NOT
    if _HAS_TIME.search(low):
        return Kind.ONLY
    if _BUSY.search(low) and not any(words.search(low) for words in (_ONLY, _PREFER, _ADDED)):
        return Kind.NOT if timed or parts else Kind.AVOID
    if (_MERELY_GLADLY.search(low) and not timed) or _RATHER.search(low):
        return Kind.PREFER
    return _possible(low, timed, days, parts)


def _possible(low: str, timed: bool, days: bool, parts: Parts) -> Kind:
    """The kind where nothing is ruled out and no time is plainly preferred."""
    odd = bool(parts) and all(name in _ODD_HOURS for name, _, _ in parts)
    weekend_only = days and (odd or not parts) and "weekend" in low and not _WORKDAY.search(low)
    if _ADDED.search(low):
        return Kind.ALSO
    if (odd or weekend_only) and not timed:
        return Kind.PREFER if _PREFER.search(low) else Kind.ALSO
    if _COUNTED.search(low) and not timed:
        return Kind.PREFER
    if _ONLY.search(low) or timed:
        return Kind.ONLY
    if _PREFER.search(low):
        return Kind.PREFER
    bare = _BARE.fullmatch(low) and (days or parts) and len(low.split()) <= 6
    return Kind.ONLY if bare else Kind.SKIP
