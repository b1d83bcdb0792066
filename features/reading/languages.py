"""Languages a participant knows, as CEFR per skill where the text says enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from features.reading.document import Clause, Document
from features.reading.finding import found
from features.reading.lexicon import coded
from features.reading.proposal import Proposal
from features.reading.scope import doubt, negated, other_person, plain
from features.vocabulary import CEFR_ORDER, DANISH_TESTS, Cefr, LanguageSkill

_ALL: Final = tuple(skill.value for skill in LanguageSkill)
_SPOKEN: Final = ("listen", "speak")
_SKILL_WORDS: Final = (
    ("listen", re.compile(r"\b(?:forstå\w*|lytte\w*|understand\w*|listening|begriber)\b")),
    (
        "speak",
        re.compile(
            r"\b(?:tale\w*|taler|snakke\w*|mundtlig\w*|udtryk\w*|speak\w*|spoken|kommuniker\w*|begå sig|"
            r"gøre sig forståelig|klare\w* sig|samtale\w*|udtale)\b"
        ),
    ),
    ("read", re.compile(r"\b(?:læse\w*|read\w*)\b")),
    ("write", re.compile(r"\b(?:skrive?\w*|skriftlig\w*|stave\w*|writ\w*|written)\b")),
)
_LEVEL_WORDS: Final = (
    ("C2", r"modersmål\w*|mother tongue|native"),
    ("C1", r"flydende|på højt niveau|højt niveau|perfekt|fejlfri\w*|fluent\w*|meget flot"),
    ("B2", r"(?:rigtig|meget|særdeles|virkelig|ret|very|pænt) (?:godt?|gode|fint|well|good)|sikkert"),
    (
        "A2",
        r"(?:nogenlunde|rimelig\w*|okay|ok|hæderligt|begrænset|usikker\w*|gebrokkent|noget|lidt (?:usikkert|"
        r"svært)|en del|enkelt?|simpelt?|hverdags\w*|everyday|limited|basal\w*|basis\w*|basic|okay|svært|"
        r"klarer? sig|begå\w* sig|"
        r"til husbehov)",
    ),
    ("B1", r"godt?|gode|fint|fine|pænt|good|well|sagtens|uden problemer|selvstændigt|hverdagsdansk"),
    (
        "A1",
        r"lidt|en smule|smule|få ord|meget lidt|enkelte ord|begynder\w*|sparsomt?|dårlig\w*|ringe|svag\w*|"
        r"a little|some|bit of|beginner|poor|kun lige|næsten ikke|nybegynder",
    ),
)
CEFR: Final = re.compile(r"\b(?:niveau |på |level )?(a1|a2|b1|b2|c1|c2)\b(?!-?(?:kørekort|kort|certifikat))")
_TEST: Final = re.compile(
    r"\b(?:prøve (?:i|på) dansk|pd|danskprøve|dansk prøve)[ -]?(?P<n>[123])\b|\b(?P<sp>studieprøven|"
    r"studieprøve)\b"
)
_MODULE: Final = re.compile(
    r"\bmodul(?:test)? ?(?P<m>[1-6])\b(?:[^.;\d]{0,25}\b(?:du|danskuddannelse) ?(?P<u>[123])\b)?|\b(?:du|"
    r"danskuddannelse) ?(?P<u2>[123])\b[^.;\d]{0,18}\bmodul ?(?P<m2>[1-6])\b|\b(?:du|"
    r"danskuddannelse) ?(?P<u3>[123])[.,](?P<m3>[1-6])\b"
)
_MODULES: Final = MappingProxyType(
    {
        1: ("pre_A1", "pre_A1", "A1", "A1", "A2", "A2"),
        2: ("A1", "A1", "A2", "A2", "B1", "B1"),
        3: ("A1", "A2", "B1", "B1", "B2", "C1"),
    }
)
"""CEFR that is worked on in module 1–6 of Danskuddannelse 1–3 (SIRI's module descriptions, rounded down)."""
_PASSED_NOT: Final = re.compile(
    r"\b(?:skal (?:til|op til|have)|går til|mod|i gang med|læser til|vil (?:gerne )?(?:tage|bestå)|"
    r"mangler|ikke bestået|op til|forbereder\w*|arbejder på|working towards|dumpe\w*|tilmeldt|venter på|"
    r"næste|til (?:sommer|efterår|foråret?|vinter|jul|maj|juni|november|december)|til sommeren|endnu)\b"
)
_DANISH_WORDS: Final = re.compile(r"\b(?:dansk|danish|sprog\w*|modul|prøve|studieprøve\w*|du ?[123])\b")
_NO_LANGUAGE: Final = re.compile(
    r"dansk (?:autoris\w*|statsborger\w*|kørekort|pas|arbejdsmarked\w*|kultur|mad|samfund|uddannelse\w*|mand|kone|"
    r"kæreste|familie|virksomhed\w*|jernindustri|erhverv\w*|lov\w*|folke\w*|venner|hverdag|"
    r"arbejdsplads\w*|kolleg\w*|supermarked|nationalitet|erfaring)|danish (?:citizen\w*|law|companies|"
    r"company|labour|driving|society|class\w*|lesson\w*)|på dansk grund|engelsk bulldog|"
    r"(?:dansk)(?:undervisning|kursus)"
)


@lru_cache(maxsize=1)
def _levels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((level, re.compile(rf"\b(?:{words})\b")) for level, words in _LEVEL_WORDS)


def known_languages(doc: Document) -> Iterator[Proposal]:
    """One proposal per language; statements about the same language are put together, tests beat impressions."""
    merged: dict[str, tuple[dict[str, Any], Proposal]] = {}
    for proposal in (*_tests(doc), *_named(doc)):
        code = proposal.value["language"]
        held = merged.get(code)
        merged[code] = (proposal.value, proposal) if held is None else ({**proposal.value, **held[0]}, held[1])
    for value, first in merged.values():
        yield Proposal("languages", value, first.start, first.end, first.evidence, first.confidence)


def _tests(doc: Document) -> Iterator[Proposal]:
    for match, clause in doc.find(_TEST):
        if other_person(clause):
            continue
        level = DANISH_TESTS["SP" if match["sp"] else f"PD{match['n']}"]
        unsure = _PASSED_NOT.search(_beside(clause, match)) or negated(clause, match.start(), match.end())
        reached = _below(level) if unsure else level
        weaker = {} if unsure else _weaker(doc.low[match.end() : doc.sentence_at(match.start())[1]], level)
        yield _proposal(
            doc,
            "da",
            dict.fromkeys(_ALL, reached.value) | weaker,
            "test" if not unsure else "consultant",
            match.span(),
            0.5 if unsure else 0.95,
        )
    for match, clause in doc.find(_MODULE):
        if other_person(clause):
            continue
        school, module = (
            int(match["u"] or match["u2"] or match["u3"] or 2),
            int(match["m"] or match["m2"] or match["m3"]),
        )
        sure = 0.85 if match["u"] or match["u2"] or match["u3"] else 0.6
        yield _proposal(doc, "da", dict.fromkeys(_ALL, _MODULES[school][module - 1]), "module", match.span(), sure)
    yield from _implied(doc)
    for match, clause in doc.find(CEFR):
        spoken = any(pattern.search(clause.low) for _, pattern in coded("languages"))
        told_on = not spoken and _speaks_on(clause.low) and _last_language(clause.before)
        if not (_DANISH_WORDS.search(clause.low) or spoken or told_on):
            continue
        code = _nearest_language(clause, match.start()) or told_on or "da"
        skills = (
            [skill for skill, words in _SKILL_WORDS if words.search(clause.low)]
            if len(CEFR.findall(doc.low, *doc.sentence_at(match.start()))) > 1
            else []
        )
        if skills:
            nearest = min(skills, key=lambda skill: _distance(clause, skill, match.start()))
            skills = [nearest] if _distance(clause, nearest, match.start()) < 10 else []
            skills += ["listen"] if skills == ["speak"] else []
        lower = match[1].upper()
        yield _proposal(
            doc, code, dict.fromkeys(skills or _ALL, lower), "consultant", match.span(), 0.92 * doubt(clause)
        )


def _weaker(rest: str, passed: Cefr) -> dict[str, str]:
    """The skills that the words after a passed test say are weaker: "bestået PD2, men skriver usikkert"."""
    levels: dict[str, str] = {}
    for part in re.split(r"[,;]|\b(?:og|men|but|and)\b", rest):
        if any(pattern.search(part) for _, pattern in coded("languages")):
            break
        skills = [skill for skill, words in _SKILL_WORDS if words.search(part)]
        told = next((level for level, words in _levels() if words.search(part)), None)
        if told and Cefr(told).rank < passed.rank:
            levels |= dict.fromkeys(skills, told)
    return levels


def rates_a_skill(low: str) -> bool:
    """Whether a clause says how well somebody speaks, reads or writes: "skriver usikkert"."""
    return any(words.search(low) for _, words in _SKILL_WORDS) and any(words.search(low) for _, words in _levels())


def _beside(clause: Clause, match: re.Match[str]) -> str:
    """What stands with a test between the nearest commas or joining words: "har bestået PD2 og læser op til PD3"."""
    before, after = clause.low[: match.start() - clause.start], clause.low[match.end() - clause.start :]
    return re.split(r",| og | men ", before)[-1] + " " + re.split(r",| og | men ", after)[0]


_SOMEWHAT: Final = re.compile(
    r"\bforstår (?:det meste|meget af|en del)\b(?!.{0,25}(?:arabisk|engelsk|tysk))|\bsproget\b|"
    r"\bsprogligt\b"
)


def _implied(doc: Document) -> Iterator[Proposal]:
    """Danish that is spoken of without its name: "forstår det meste"."""
    for match, clause in doc.find(_SOMEWHAT):
        if match[0].startswith("forstår") and not other_person(clause):
            yield _proposal(doc, "da", {"listen": "A2"}, "consultant", match.span(), 0.5)
            return


def _distance(clause: Clause, skill: str, place: int) -> int:
    """How far a skill word stands from a level, a comma in between counting ten."""
    here, words = place - clause.start, dict(_SKILL_WORDS)[skill]
    gaps = []
    for match in words.finditer(clause.low):
        first, last = (match.end(), here) if match.end() <= here else (here + 2, match.start())
        gaps.append(max(0, last - first) + 10 * clause.low.count(",", first, last))
    return min(gaps)


def _below(level: Cefr) -> Cefr:
    return CEFR_ORDER[max(0, level.rank - 1)]


def _nearest_language(clause: Clause, place: int) -> str | None:
    """The language a level at ``place`` belongs to: the one right after it ("B2 i tysk"), else the last before it.

    A language with a level of its own in between ("engelsk B2, A2 i dansk") keeps that one.
    """
    here = place - clause.start
    named = sorted(
        (match.start(), match.end(), code)
        for code, pattern in coded("languages")
        for match in pattern.finditer(clause.low)
    )
    levels = [match.start() for match in CEFR.finditer(clause.low)]
    before = [one for one in named if one[1] <= here and not any(one[1] <= other < here for other in levels)]
    after = [one for one in named if one[0] > here and not any(here < other < one[0] for other in levels)]
    if after and (not before or _cut_off(clause.low[before[-1][1] : here])):
        gap = clause.low[here + 2 : after[0][0]]
        if not before or re.fullmatch(r"\+?\s*(?:niveau\s*)?(?:i|på|in)?\s*(?:mundtlig\w*|skriftlig\w*)?\s*", gap):
            return after[0][2]
    if before:
        return before[-1][2]
    earlier = [one for one in named if one[1] <= here]
    return (earlier[-1] if earlier else named[0])[2] if named else None


def _last_language(low: str) -> str | None:
    """The language named last in ``low``."""
    named = [(match.start(), code) for code, pattern in coded("languages") for match in pattern.finditer(low)]
    return max(named)[1] if named else None


def _cut_off(gap: str) -> bool:
    return bool(re.search(r",|;|/|\b(?:og|and)\b", gap))


def _named(doc: Document) -> Iterator[Proposal]:
    for code, pattern in coded("languages"):
        for match, clause in doc.find(pattern):
            if other_person(clause) or _NO_LANGUAGE.search(doc.low, max(0, match.start() - 2), match.end() + 22):
                continue
            if not _speaks(clause, match) or (code == "da" and re.search(r"\b(?:tv|film|musik|aviser)\b", clause.low)):
                continue
            yield from _about(doc, code, clause, match)


@lru_cache(maxsize=1)
def _listing() -> re.Pattern[str]:
    names = "|".join(pattern.pattern for _, pattern in coded("languages"))
    levels = "|".join(words for _, words in _LEVEL_WORDS)
    return re.compile(
        rf"(?:[\s,:/&+().-]|\b(?:{names}|{levels}|niveau|[abc][12]|og|samt|and|også|på|taler|sprog|eget|"
        rf"languages?|i|tale|"
        r"skrift|mundtligt?|skriftligt?|modul ?\d|danskuddannelse ?\d|du ?\d|pd ?\d)\b)*"
    )


def _speaks(clause: Clause, match: re.Match[str]) -> bool:
    """Whether the clause is about knowing a language at all ("arabisk mad" is not)."""
    if _listing().fullmatch(clause.low):
        return True
    return bool(
        re.search(
            r"\b(?:tale\w*|taler|snakke\w*|forstå\w*|læs\w*|skriv\w*|sprog\w*|modersmål\w*|flydende|kan|begå|"
            r"niveau|udtryk\w*|kommuniker\w*|speak\w*|understand\w*|read\w*|writ\w*|fluent\w*|native|language|"
            r"tongue|dansk(?:kundskab\w*|færdighed\w*):?|har (?:et )?(?:godt|fint|svagt|begrænset|intet|lidt|"
            r"gode)|mundtlig\w*|skriftlig\w*|klarer sig|lærer?|begynder\w*|på (?:arabisk|engelsk|dansk)|good|some|"
            r"basic|little)\b|(?:dansk|engelsk|english|danish|tysk)(?:en)? (?:er|is)\b|^\s*\w+\s*:|ord (?:dansk|"
            r"engelsk)|:\s",
            clause.low,
        )
    ) and not re.search(
        r"\b(?:mad|køkken|restaurant|butik|retter|grammatik)\b",
        clause.low[match.end() - clause.start : match.end() - clause.start + 14],
    )


def _about(doc: Document, code: str, clause: Clause, match: re.Match[str]) -> Iterator[Proposal]:
    confidence = 0.85 * doubt(clause)
    low = own_part(clause, match)
    if _denied(clause, match, low):
        skills = [skill for skill, words in _SKILL_WORDS if words.search(low)] or list(_SPOKEN)
        told = _split_levels(_told_around(doc, clause)[1])
        if told and not set(told) & set(skills):
            levels = dict.fromkeys(skills, "pre_A1") | told
            yield _proposal(doc, code, levels, "consultant", match.span(), confidence)
            return
        if re.search(r"\b(?:næsten|så godt som|meget lidt)\b", low):
            yield _proposal(doc, code, dict.fromkeys(skills, "pre_A1"), "consultant", match.span(), confidence)
        else:
            yield _proposal(doc, code, dict.fromkeys(skills, "pre_A1"), "consultant", match.span(), confidence)
        return
    before, after = _told_around(doc, clause)
    levels = _split_levels(" ".join((before, low, f"men {after}" if after else "")))
    yield _proposal(
        doc,
        code,
        levels,
        "self" if not levels else "consultant",
        match.span(),
        confidence if levels else 0.6 * doubt(clause),
    )


def _told_around(doc: Document, clause: Clause) -> tuple[str, str]:
    """The neighbouring clauses of the sentence when they speak on about the same language.

    "Taler | og forstår dansk", "snakker dansk | men jeg skriver ikke så godt".
    """
    number = doc.clauses.index(clause)
    around = []
    for place in (number - 1, number + 1):
        other = doc.clauses[place] if 0 <= place < len(doc.clauses) else None
        same = other is not None and other.sentence == clause.sentence
        around.append(other.low if other and same and _speaks_on(other.low) else "")
    return around[0], around[1]


def _speaks_on(low: str) -> bool:
    skilled = any(words.search(low) for _, words in _SKILL_WORDS)
    return skilled and not any(pattern.search(low) for _, pattern in coded("languages"))


_JOINED: Final = re.compile(r"[\s,/]*(?:og|samt|and|eller|or|både|såvel som)?[\s,]*")


def own_part(clause: Clause, match: re.Match[str]) -> str:
    """The part of the clause that speaks about one of several languages; those only joined by "og" share it."""
    place = match.start() - clause.start
    named = sorted(
        {m.span() for _, pattern in coded("languages") for m in pattern.finditer(clause.low)} | {(place, place)}
    )
    spans = [span for span in named if span[1] > span[0]]
    here = next((number for number, span in enumerate(spans) if span[0] <= place < span[1]), 0)
    first, last = here, here
    while first > 0 and _JOINED.fullmatch(clause.low[spans[first - 1][1] : spans[first][0]]):
        first -= 1
    while last + 1 < len(spans) and _JOINED.fullmatch(clause.low[spans[last][1] : spans[last + 1][0]]):
        last += 1
    begin = _cut(clause.low, spans[first - 1][1], spans[first][0]) if first > 0 else 0
    end = _cut(clause.low, spans[last][1], spans[last + 1][0]) if last + 1 < len(spans) else len(clause.low)
    return clause.low[begin:end]


def _cut(low: str, first: int, last: int) -> int:
    """Where what is said of one language ends and the next begins: at a comma or "og" between them."""
    cut = max(low.rfind(mark, first, last) for mark in (",", " og ", " and ", ";", " samt ", "."))
    return cut if cut >= first else first


def _denied(clause: Clause, match: re.Match[str], low: str) -> bool:
    if re.search(r"\b(?:ikke (?:så |særlig |ret )?(?:godt|meget|flydende|perfekt|sikker\w*|stærk\w*))\b", low):
        return False
    return bool(
        re.search(r"\b(?:ikke|intet|ingen|hverken|no|not|doesn.t|don.t|næsten ikke|uden|without)\b", plain(low))
    ) and not re.search(r"\b(?:svært|problem\w*)\b", low)


def _split_levels(low: str) -> dict[str, str]:
    """CEFR per skill; "forstår godt, men taler usikkert" gives each its own."""
    weak = re.search(r"\bikke (?:så |særlig |ret )?(?:godt|meget|flydende|perfekt|sikker\w*|stærk\w*)", low)
    parts = re.split(r"\b(?:men|but|dog|mens)\b", low)
    levels: dict[str, str] = {}
    for part in parts:
        level = (
            "A1"
            if weak and weak[0] in part
            else next((level for level, words in _levels() if words.search(part)), None)
        )
        skills = [skill for skill, words in _SKILL_WORDS if words.search(part)]
        if level is None and skills == ["listen"]:
            level = "A2"
        if level is not None:
            for skill in skills or (_ALL if level == "C2" else _SPOKEN):
                levels.setdefault(skill, level)
            if skills == ["speak"]:
                levels.setdefault("listen", level)
    return levels


def _proposal(
    doc: Document, code: str, levels: dict[str, str], source: str, span: tuple[int, int], confidence: float
) -> Proposal:
    ordered = {skill: levels[skill] for skill in _ALL if skill in levels}
    return found(doc, "languages", {"language": code, **ordered, "source": source}, *span, confidence)
