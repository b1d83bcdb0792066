"""A text cut into sentences and clauses, with the places kept: every reader searches it and asks which clause it hit.

Sentences end at ``. ! ?`` and at line ends, but not after abbreviations (``kl.``, ``ca.``) or ordinals (``1. maj``).
Clauses end where a new subject or finite verb begins, so "kan ikke løfte og stå" is one clause, and "kan ikke løfte,
men kan godt stå" is two. What negation, modality or another person governs is decided inside a clause.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Final

from features.reading.lexicon import table

MONTH: Final = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|may|oct)"
"""How the name of a month begins."""
_CAPITAL: Final = "A-ZÆØÅÉÄÖÜ"
_FINITE: Final = (
    "han hun jeg de vi du der har kan vil skal må er var ønsker bor taler tåler søger foretrækker kører cykler trives "
    "drømmer håber elsker hader arbejder arbejdede forstår mangler møder bruger tager går henter passer bliver venter "
    "he she they we you i has can wants needs must is was speaks lives likes prefers cannot could would"
).replace(" ", "|")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its text, the same in lower case (same length), its place, the number of its sentence.

    ``before`` is the clause before it in the sentence, in lower case, or empty.
    """

    text: str
    low: str
    start: int
    end: int
    sentence: int
    before: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its sentences (start, end) and clauses in order; ``low`` is the lower-cased text of equal length."""

    text: str
    low: str
    sentences: tuple[tuple[int, int], ...]
    clauses: tuple[Clause, ...]
    starts: tuple[int, ...]
    added: tuple[int, ...] = ()
    dropped: tuple[tuple[int, int], ...] = ()

    def place(self, position: int) -> int:
        """The place in the text as it was given: added characters are not counted, those of entities are."""
        position -= bisect_left(self.added, position)
        return position + sum(count for place, count in self.dropped if place < position)

    def clause_at(self, position: int) -> Clause:
        """The clause that holds ``position``."""
        return self.clauses[max(0, bisect_right(self.starts, position) - 1)]

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Clause]]:
        """Every match of ``pattern`` in the lower-cased text, with the clause it begins in."""
        return ((match, self.clause_at(match.start())) for match in pattern.finditer(self.low))

    def sentence_at(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence that holds ``position``."""
        return self.sentences[self.clause_at(position).sentence]

    def around(self, start: int, end: int) -> tuple[str, str]:
        """The lower-cased text of the sentence before ``start`` and after ``end``."""
        first, last = self.sentence_at(start)
        return self.low[first:start], self.low[end : max(end, last)]


def document(text: str) -> Document:
    """Cut ``text`` into sentences and clauses; "…kørekortVi …" is taken apart first: adverts lose line ends."""
    text, dropped = _unmarked(text)
    text, added = _apart(text)
    low = lowered(text)
    sentences = tuple(_sentences(text, low))
    clauses = tuple(
        Clause(text[start:end], low[start:end], start, end, number, before)
        for number, (first, last) in enumerate(sentences)
        for start, end, before in _clauses(low, first, last)
    ) or (Clause("", "", 0, 0, 0),)
    return Document(
        text, low, sentences or ((0, 0),), clauses, tuple(clause.start for clause in clauses), added, dropped
    )


_BLOCK: Final = re.compile(r"</?(?:p|br|li|ul|ol|div|h\d|tr|td|table|section)\b[^<>]{0,200}>", re.IGNORECASE)
_INLINE: Final = re.compile(r"</?(?:b|i|u|em|strong|span|a|font|o:p)\b[^<>]{0,200}>", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:#\d{1,5}|#x[0-9a-fA-F]{1,4}|[a-zA-Z]{2,8}\d?);")


def _unmarked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """``text`` without the leftovers of HTML: tags blanked out, a block ends a line, entities as one character."""
    if "<" in text:
        text = _BLOCK.sub(lambda tag: "\n" + " " * (len(tag[0]) - 1), text)
        text = _INLINE.sub(lambda tag: " " * len(tag[0]), text)
    dropped: list[tuple[int, int]] = []
    if "&" not in text or not _ENTITY.search(text):
        return text, ()
    pieces, end, length = [], 0, 0
    for match in _ENTITY.finditer(text):
        char = unescape(match[0])
        if len(char) == 1:
            pieces += [text[end : match.start()], char]
            length += match.start() - end + 1
            dropped.append((length - 1, len(match[0]) - 1))
            end = match.end()
    return "".join([*pieces, text[end:]]), tuple(dropped)


_RUN_TOGETHER: Final = re.compile(r"(?<=[a-zæøå]{3})(?=[A-ZÆØÅ][a-zæøå]+[\s.,:])")


def _apart(text: str) -> tuple[str, tuple[int, ...]]:
    places = [match.start() + number for number, match in enumerate(_RUN_TOGETHER.finditer(text))]
    return _RUN_TOGETHER.sub("\n", text), tuple(places)


def lowered(text: str) -> str:
    """``text`` in lower case and of the same length, with odd spaces and apostrophes made plain."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


@lru_cache(maxsize=1)
def _boundary() -> re.Pattern[str]:
    return re.compile(
        rf"[\n\r•·●▪]+|\s[-–*]\s(?=[{_CAPITAL}])|(?<=\s)\s{{2,}}|[!?…]+(?=\s|$|[{_CAPITAL}])|\.+(?=\s|$|"
        rf"[{_CAPITAL}])|(?<=[a-zæøå])(?=<[A-Z]+>)"
        r"|(?<=[a-zæøå)]) (?=(?:Har|Du|Vi|Er|Kan|Din|Dine|Det|Der|Stillingen|Ansøgning\w*|Tiltrædelse|Løn|"
        r"Arbejdstid\w*|Vores|Hos|Hvis|Ugentligt|"
        r"Ansættelse\w*|Trives|Brænder|Kendskab|Erfaring|Gode|You|We|Your|The|Must) )"
    )


def _sentences(text: str, low: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _boundary().finditer(text):
        if match[0].startswith(".") and not _ends_sentence(text, low, match.start(), match.end()):
            continue
        if text[start : match.end()].strip(" .\n-–*•\t"):
            yield _trim(text, start, match.end())
        start = match.end()
    if text[start:].strip():
        yield _trim(text, start, len(text))


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    return frozenset(table("document")["abbreviations"].split())


def _ends_sentence(text: str, low: str, dot: int, after: int) -> bool:
    """Whether the full stop at ``dot`` ends a sentence rather than an abbreviation or an ordinal number."""
    before = re.search(r"[\w.]*$", low[max(0, dot - 12) : dot])
    token = before[0] if before else ""
    rest = text[after : after + 12].lstrip()
    if token in _abbreviations() or (len(token) == 1 and token.isalpha()):
        if re.search(
            r"/[ut]$|[+/&][a-e]$|(?:kort|bevis|certifikat) [a-e]$|\b(?:kørekort|kk|kat\.?|kategori) (?:til )?[abcdet]$",
            low[max(0, dot - 20) : dot],
        ):
            return True
        return bool(rest[:1].isupper()) and token in (
            "min",
            "tim",
            "km",
            "kg",
            "kr",
            "mv",
            "osv",
            "m.m",
            "m.v",
            "t",
            "o.l",
            "stk",
            "mfl",
            "m.fl",
        )
    if token[-1:].isdigit():
        amount = re.match(r"\d+(?:\s?[-–]\s?\d+)?\s?(?:timer|t\b|hours|vagter|dage|kr)", rest.lower())
        return (rest[:1].isupper() and not re.match(MONTH, rest.lower())) or not rest or bool(amount)
    return True


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\n\r-–*•·●▪":
        start += 1
    while end > start and text[end - 1] in " \t\n\r•·●▪":
        end -= 1
    return start, end


@lru_cache(maxsize=1)
def _clause_starts() -> re.Pattern[str]:
    subject = (
        r"(?:(?:hendes|hans|min|sin|mine|sine|her|his|my|their) \w+ (?:har|kan|er|vil|skal|går|kører|arbejder|has|is|"
        r"can|drives)\b)"
    )
    return re.compile(
        rf"[;|]\s*|\s[–—/-]\s|,?\s(?=(?:men|dog|selvom|selv om|fordi|hvorimod|mens|medens|but|because|although|"
        rf"while|"
        rf"derfor|hvorfor|så længe|so that)\b)|,\s(?=(?:og |eller |samt |and |ellers )?(?:{_FINITE}|det|den|så|"
        rf"da|hvis|når|som|hvor|idet|(?:absolut|slet|bestemt|overhovedet|heller) ikke|"
        rf"derefter|herefter|senere|på sigt|helst|gerne|ikke|ingen|max|maks|højst|hverken|undtagen|bare|kun|"
        rf"only)\b)|,\s(?={subject})|"
        rf"\s(?=(?:og|samt|and) (?:(?:{_FINITE})\b|{subject}|derefter\b|senere\b|op til\b|helst\b|gerne\b|"
        rf"ikke\b|ingen\b|not\b|never\b|aldrig\b|max\b|højst\b))|"
        rf"(?<!\bat)(?<!\bså)(?<!\bhvis)(?<!\bnår)(?<!\bsom)(?<!\bhvor)(?<!\bfordi)(?<!\bog)(?<!\bmen)(?<!\bda)(?<!\bdet)"
        rf"(?<!\bselvom)\s(?=jeg (?:har|kan|vil|er|skal)\b)"
    )


def _clauses(low: str, first: int, last: int) -> Iterator[tuple[int, int, str]]:
    start, before = first, ""
    for match in _clause_starts().finditer(low, first, last):
        if match.end() - start > 3:
            yield start, match.start(), before
            start, before = match.end(), low[start : match.start()]
    if start < last:
        yield start, last, before
