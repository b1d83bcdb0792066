"""Weekdays, clock times and parts of the day, as bits of the week (``features.week``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from features import week
from features.reading.document import Document

DAY: Final = 24 * 60
PARTS: Final = MappingProxyType(
    {
        "very_early": (4 * 60, 8 * 60),
        "morning_early": (5 * 60, 9 * 60),
        "morning": (7 * 60, 12 * 60),
        "afternoon": (12 * 60, 18 * 60),
        "evening": (17 * 60, 23 * 60),
        "night": (23 * 60, 30 * 60),
        "day": (7 * 60, 17 * 60),
    }
)
"""Parts of the day in minutes; an end after 24:00 runs into the next day."""

_PART_WORDS: Final = (
    ("very_early", r"(?:meget|helt) tidligt?(?: om morgenen)?(?! (?:op\b|i seng))|very early"),
    (
        "morning_early",
        r"(?:tidligt? )?(?:om )?morgen(?:en|er|erne|timerne|vagter?|stund)?(?! til\b)|tidlige? vagt(?:er)?|"
        r"early mornings?|tidligvagter?",
    ),
    ("morning", r"formiddag(?:en|e|ene|stimerne|s)?|mornings?"),
    ("afternoon", r"eftermiddag(?:en|e|ene|s)?|afternoons?"),
    (
        "evening",
        r"aften(?:en|er|erne|arbejde|vagt(?:er|erne)?|hold(?:et)?|timer(?:ne)?|stid|job|s)?|aft\b|"
        r"sene? vagt(?:er)?|evenings?",
    ),
    (
        "night",
        r"nat(?:ten|tevagt(?:er)?|tearbejde|arbejde?|tetimer|hold(?:et)?|vagt(?:er)?)?|nætter(?:ne)?|nights?|"
        r"night shifts?",
    ),
    (
        "day",
        r"dag(?=-|/|,? (?:og |eller )?(?:aften|nat|weekend))|day(?= (?:and|or|,) (?:evening|night))|"
        r"dagtimer(?:ne)?|dagvagt(?:er)?|dagarbejde|daghold(?:et)?|dagtid|daytime|day ?shifts?|"
        r"i løbet af dagen|(?<=arbejde )om dagen(?= *(?:$|[.,;]))|(?<=kun )om dagen|(?<=jobbe )om dagen|"
        r"(?:inden for |i )?normal (?:arbejdstid|dagtid)|skoletid\w*",
    ),
)
_NAMES: Final = (
    ("mandag", 1), ("tirsdag", 2), ("onsdag", 3), ("torsdag", 4), ("fredag", 5), ("lørdag", 6), ("søndag", 7),
    ("monday", 1), ("tuesday", 2), ("wednesday", 3), ("thursday", 4), ("friday", 5), ("saturday", 6), ("sunday", 7),
    ("man", 1), ("tirs", 2), ("tir", 2), ("ons", 3), ("tors", 4), ("tor", 4), ("fre", 5), ("lør", 6), ("søn", 7),
)  # fmt: skip
WEEKDAYS: Final = (1, 2, 3, 4, 5)
WEEKEND: Final = (6, 7)
ALL_DAYS: Final = (1, 2, 3, 4, 5, 6, 7)


@lru_cache(maxsize=1)
def part_pattern() -> re.Pattern[str]:
    """Matches a part of the day; the group that matched is its name in ``PARTS``."""
    return re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _PART_WORDS))


@lru_cache(maxsize=1)
def day_pattern() -> re.Pattern[str]:
    """Matches one weekday (``d``) or a range of weekdays (``d`` to ``e``), or weekdays, weekend, every day."""
    long = "|".join(name for name, _ in _NAMES if name.endswith("dag") or name.endswith("day"))
    short = "|".join(name for name, _ in _NAMES if not name.endswith(("dag", "day")))
    name = rf"(?:(?:{long})(?:(?:s)?(?:hjælp\w*|vagt\w*|job|arbejde\w*)|e|s|ene|en)?|(?:{short})\b\.?)"
    return re.compile(
        rf"\b(?P<d>{name})(?:\s*(?:-|–|—|til(?: og med)?|t\.o\.m\.?|to|through)\s*(?P<e>{name}))?(?!\w)|"
        r"\b(?P<week>(?:alle |på |i )?hverdage(?:ne)?|hverdag|ugedage(?:ne)?|weekdays?)\b|"
        r"\b(?P<weekend>(?:(?:hver (?:anden|tredje|fjerde|\d\.)|every (?:other|second|third|"
        r"fourth)) )?(?:weekend(?:en|er|erne|arbejde|vagt(?:er)?|s)?|"
        r"week-end\w*))\b|"
        r"\b(?P<all>alle (?:ugens )?(?:syv )?dage(?: i ugen| om ugen)?|hver dag|alle dage|every day|"
        r"(?:7|syv) dage om ugen|(?:7|seven) days a week|ugens dage|døgnet rundt)\b"
    )


_NEIGHBOUR: Final = re.compile(r"\.?\s*(?:,|og|-|–|/|\+|&)\s*(?:man|tir|ons|tor|fre|lør|søn)")
_TIMED: Final = re.compile(r"\.?:?\s*(?:kl\.?\s*)?\d{1,2}(?:[.:]\d\d)?\s*[-–]\s*\d{1,2}")
_SHORT: Final = re.compile(r"(?:man|tirs?|ons|tors?|fre|lør|søn)\.?")


_BETWEEN_DAYS: Final = re.compile(r"((?:mellem|between) \w+(?:dag|day)) (og|and)(?= \w+(?:dag|day))")


def named_days(low: str) -> Iterator[re.Match[str]]:
    """The ``day_pattern`` matches of a text; a short name alone ("man", "søn") is a word and no weekday."""
    low = _BETWEEN_DAYS.sub(lambda match: f"{match[1]} {'-'.ljust(len(match[2]))}", low)
    for match in day_pattern().finditer(low):
        short = match["d"] is not None and match["e"] is None and _SHORT.fullmatch(match["d"])
        listed = _NEIGHBOUR.match(low, match.end()) or re.search(
            r"(?:man|tirs?|ons|tors?|fre|lør|søn|dag)\.?\s*(?:,|og|-|–|/|\+|&)\s*$",
            low[max(0, match.start() - 14) : match.start()],
        )
        if not short or listed or _TIMED.match(low, match.end()):
            yield match


def days_of(match: re.Match[str]) -> tuple[int, ...]:
    """The ISO weekdays a ``day_pattern`` match names."""
    if match["week"]:
        return WEEKDAYS
    if match["weekend"]:
        return WEEKEND
    if match["all"]:
        return WEEKDAYS if match["all"] in ("hver dag", "every day") else ALL_DAYS
    first = _weekday(match["d"])
    last = _weekday(match["e"]) if match["e"] else first
    return tuple(range(first, last + 1)) if first <= last else (*range(first, 8), *range(1, last + 1))


def _weekday(name: str) -> int:
    return next(number for start, number in _NAMES if name.startswith(start))


HOURS: Final = MappingProxyType(
    {
        word: number
        for number, word in enumerate(
            ["et", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"], 1
        )
    }
)
"""Whole hours as words, for "klokken ni"."""
HOUR_WORD: Final = (
    rf"(?:halv )?(?:{'|'.join(HOURS)})(?! (?:timer|dage|uger|gange|børn|minutter|kvarter|måneder|år|"
    rf"formiddag|"
    rf"eftermiddag|kilo|personer|andre|af))\b"
)
_CLOCK: Final = (
    r"(?:(?:kl\.?|klokken|at)\s*)?(?P<{0}>(?:[01]?\d|2[0-4])(?:[.:]?[0-5]\d)?)(?!\d|,\d|\s?(?:%|kr|kg|"
    r"kilo|år|km|børn|personer|medarbejdere|grader|degrees|°|kolleger|people|meter|cm\b|liter|mdr))(?:\s*(?P<{0}m>am|pm)\b)?"
)


@lru_cache(maxsize=1)
def span_pattern() -> re.Pattern[str]:
    """Matches a clock window: "kl. 8-14", "fra 8.30 til 15", "06.00 – 14.00" (groups ``a``, ``b``)."""
    return re.compile(
        r"(?<![\d.,/:§-])(?P<lead>fra\s+|mellem\s+|from\s+|between\s+|tidsrummet\s+|omkring\s+|i tiden\s+|"
        r"ml\.\s*)?(?:ca\.\s*)?"
        + _CLOCK.format("a")
        + r"\s*(?:-|–|—|til|og|to|and|until)\s*(?:ca\.\s*)?"
        + _CLOCK.format("b")
        + r"(?!\s*(?:\.\d|\.\s\d{1,2}\.(?!\d)|timer|t\b|tim\b|hours|hrs|dage?\b|"
        r"days?\b|nætter|nights|morgener|uger|måned|min|gange|stk|vagter|/|-\d|\d|"
        r"\.?\s?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)))"
    )


def clock(text: str, meridiem: str | None = None) -> int | None:
    """Minutes after midnight from "8", "8.30", "0830", "24", or None when it is no time of the day."""
    if text.removeprefix("halv ") in HOURS:
        return HOURS[text.removeprefix("halv ")] * 60 - (30 if text.startswith("halv ") else 0)
    digits = re.sub(r"\D", "", text)
    hour, minute = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if meridiem == "pm" and hour < 12:
        hour += 12
    return hour * 60 + minute if hour * 60 + minute <= DAY and minute < 60 else None


@dataclass(frozen=True, slots=True)
class Span:
    """A clock window in a text, in minutes; an end after 24:00 runs into the next day."""

    begin: int
    finish: int
    start: int
    end: int
    sure: bool


_MEET_AND_LEAVE: Final = re.compile(
    r"\b(?:møder?|starter?|begynder?|start)(?: ind)? (?:kl\.?|"
    r"klokken) (?P<a>\d{1,2}(?:[.:]\d\d)?)[^.;\d]{0,45}\b(?:fri|slutter?|færdig|hjem|går|stopper|"
    r"slut)(?: igen)? (?:kl\.?|klokken) (?P<b>\d{1,2}(?:[.:]\d\d)?)"
)


COUNTED_HOURS: Final = re.compile(
    r"\b(?:(?:flere|færre|ugentlige|more|fewer|weekly) (?:timer|hours)|timetal\w*|timeantal\w*|(?:op|ned) i tid)"
    r"\b[^.;\d]{0,25}$|\b(?:stiger?|vokse[rs]?|øges?|hæves?|(?:trappes?|sættes?) op)(?: (?:gradvist|langsomt))?\s*$"
)
"""Before two numbers: they count hours of the week ("flere timer: fra 12 til 20") and are no times of the day."""


def _counted(doc: Document, match: re.Match[str]) -> bool:
    plain = not re.search(r"kl|klokken|[ap]m\b|\d[.:]\d\d", match[0])
    return plain and bool(COUNTED_HOURS.search(doc.low, max(0, match.start() - 60), match.start()))


IN_WORDS: Final = re.compile(
    rf"\b(?:fra|mellem) (?:kl\.? |klokken )?(?P<a>{HOUR_WORD}) (?:til|og) (?:kl\.? |klokken )?(?P<b>{HOUR_WORD})"
)
"""A window of hours in words: "fra halv et til halv fire"."""


def _of_the_day(words: str) -> int:
    """Minutes after midnight of an hour in words; those before six are of the afternoon."""
    minute = clock(words) or 0
    return minute if minute >= 6 * 60 else minute + DAY // 2


def spans(doc: Document) -> Iterator[Span]:
    """Clock windows of the text; ``sure`` when a colon, "kl.", "fra" or "mellem" shows that they are times."""
    for match in _MEET_AND_LEAVE.finditer(doc.low):
        first, last = clock(match["a"]), clock(match["b"])
        if first is not None and last is not None and first != last:
            yield Span(first, last if last > first else last + DAY, match.start(), match.end(), True)
    for match in IN_WORDS.finditer(doc.low):
        first, last = (_of_the_day(match[name]) for name in ("a", "b"))
        yield Span(first, last if last > first else last + DAY // 2, match.start(), match.end(), True)
    for match in span_pattern().finditer(doc.low):
        first, last = clock(match["a"], match["am"]), clock(match["b"], match["bm"])
        if first is None or last is None or first in (last, DAY) or _counted(doc, match):
            continue
        shown = bool(match["lead"]) and match["lead"].strip() in (
            "fra",
            "mellem",
            "from",
            "between",
            "tidsrummet",
            "i tiden",
            "ml.",
        )
        sure = (
            shown
            or bool(re.search(r"kl|klokken|[ap]m\b|\d[.:]\d\d", match[0]))
            or bool(re.search(r"(?:kl\.?|klokken)\s*$", doc.low[max(0, match.start() - 9) : match.start()]))
        )
        yield Span(first, last if last > first else last + DAY, match.start(), match.end(), sure)


def bits(days: Iterable[int], windows: Iterable[tuple[int, int]]) -> int:
    """The week bits of ``windows`` (minutes; ends may pass midnight) on every one of ``days``."""
    found = 0
    for day in days:
        for begin, finish in windows:
            found |= week.window(day, begin, min(finish, DAY)) if begin < DAY else 0
            if finish > DAY:
                found |= week.window(day % 7 + 1, 0, finish - DAY)
    return found


def windows(found: int) -> Iterator[tuple[int, int, int]]:
    """Weekday, start and end in minutes for each run of ``found``, cut at midnight."""
    for day in ALL_DAYS:
        of_day = found >> ((day - 1) * week.SLOTS_PER_DAY) & ((1 << week.SLOTS_PER_DAY) - 1)
        for first, last in week.runs(of_day):
            yield day, first * week.SLOT_MINUTES, last * week.SLOT_MINUTES
