"""Rules about what the job asks of the person, licences and Danish; and what the person will not do."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from features.columns import LANGUAGES, SKILLS, Asked, languages_asked, mask
from features.disco import DIGITS, group_titles
from features.facts import OpeningFacts, PersonFacts
from features.profiles import DoNotWant as Unwanted
from features.vocabulary import (
    CEFR_ORDER,
    HARD_NECESSITY,
    Credential,
    Necessity,
    RuleCode,
    Setting,
    SizeBand,
    WhoCanChange,
    WishKind,
    with_implied,
)
from matching.rules.base import (
    BROKEN,
    LIKELY_NOT,
    MET,
    NEGOTIABLE,
    UNKNOWN,
    Finding,
    Pair,
    Request,
    Status,
    either,
    full,
)


def lacking(person: PersonFacts) -> frozenset[Credential]:
    """The credentials the person is known not to hold: named as missing, or implying one that is, or all others."""
    participant = person.participant
    return _lacking(person.held, frozenset(participant.credentials_missing), participant.credentials_complete)


@lru_cache(maxsize=1024)
def _lacking(held: frozenset[Credential], missing: frozenset[Credential], complete: bool) -> frozenset[Credential]:
    if complete:
        return frozenset(Credential) - held
    return frozenset(code for code in Credential if with_implied(frozenset({code})) & missing) - held


class Licences:
    """Licences and certificates: what law or safety asks is hard, what the task asks can be talked about."""

    code = RuleCode.LICENCES

    def key(self, person: PersonFacts) -> Hashable | None:
        """What is held and what is known to be missing."""
        return (person.held, lacking(person))

    def check(self, request: Request) -> Status:
        """The worst over the groups of requirements, any one of a group being enough."""
        held, missing = mask(request.person.held, Credential), mask(lacking(request.person), Credential)
        columns = request.columns
        status = full(request, MET)
        asked = (
            (columns.all_hard, columns.credentials_hard, BROKEN),
            (columns.all_task, columns.credentials_task, NEGOTIABLE),
        )
        for each, groups, miss in asked:
            unmet: NDArray[np.bool_] = (groups != 0) & ((groups & np.uint64(held)) == 0)
            known: NDArray[np.bool_] = unmet & ((groups & ~np.uint64(missing)) == 0)
            doubtful = unmet.any(axis=1) | ((each & ~np.uint64(held)) != 0)
            lacks = known.any(axis=1) | ((each & np.uint64(missing)) != 0)
            status = np.minimum(status, np.where(lacks, miss, np.where(doubtful, UNKNOWN, MET)))
        return status.astype(np.int8)

    def explain(self, pair: Pair) -> list[Finding]:
        """One finding per group of which the person is not known to hold any."""
        missing = lacking(pair.person)
        hard, task = pair.opening.requires(HARD_NECESSITY), pair.opening.requires([Necessity.TASK])
        findings = []
        for group, miss in [*((group, BROKEN) for group in hard), *((group, NEGOTIABLE) for group in task)]:
            codes = [Credential(item.code) for item in group]
            if not pair.person.held.isdisjoint(codes):
                continue
            known = missing.issuperset(codes)
            field, who = "participant.credentials", WhoCanChange.PARTICIPANT
            code = "credential_missing" if known else "ask_credential"
            change = {field: codes[0]}
            status = miss if known else UNKNOWN
            findings.append(Finding(self.code, status, code, field, who, {"credentials": tuple(codes)}, change))
        return findings


class Language:
    """Language per skill: hard where law or safety asks, negotiable where only a task does, and never a preference."""

    code = RuleCode.LANGUAGE

    def key(self, person: PersonFacts) -> Hashable | None:
        """The levels of the languages that are kept."""
        return tuple(tuple(_ranks(person, language)) for language in LANGUAGES)

    def check(self, request: Request) -> Status:
        """The worst over the languages asked; of a group of which one is enough the best."""
        columns = request.columns
        asked = np.flatnonzero((columns.language >= 0).any(axis=(0, 2))).tolist()
        each = np.stack([full(request, MET), *(self._one(request, number) for number in asked)], axis=1)
        group = np.concatenate([np.zeros((len(request), 1), np.int8), columns.language_group[:, asked]], axis=1)
        status = np.where(group == 0, each, MET).min(axis=1)
        for number in range(1, int(group.max(initial=0)) + 1):
            best = np.where(group == number, each, BROKEN).max(axis=1)
            status = np.minimum(status, np.where((group == number).any(axis=1), best, MET))
        return np.asarray(status, np.int8)

    def _one(self, request: Request, number: int) -> Status:
        columns = request.columns
        wanted = columns.language[:, number, :]
        have = np.array(_ranks(request.person, LANGUAGES[number]), np.int8)
        miss = np.where(columns.language_hard[:, number], BROKEN, NEGOTIABLE)
        unknown = ((wanted >= 0) & (have < 0)).any(axis=1)
        short = ((wanted > have) & (have >= 0)).any(axis=1)
        return np.where(short, miss, np.where(unknown, UNKNOWN, MET)).astype(np.int8)

    def explain(self, pair: Pair) -> list[Finding]:
        """The skills that are short or unknown, for each language asked for; the nearest of those of a group."""
        choices: dict[int, list[Finding | None]] = {}
        findings: list[Finding | None] = []
        for asked in languages_asked(pair.opening.languages()):
            finding = self._finding(pair, asked)
            (choices.setdefault(asked.group, []) if asked.group else findings).append(finding)
        for choice in choices.values():
            if all(choice):
                findings.append(max((one for one in choice if one), key=lambda one: one.status))
        return [finding for finding in findings if finding]

    def _finding(self, pair: Pair, asked: Asked) -> Finding | None:
        wanted = asked.levels
        have = dict(zip(SKILLS, _ranks(pair.person, asked.name), strict=True))
        short = {skill: level for skill, level in wanted.items() if 0 <= have[skill] < level}
        unknown = {skill: level for skill, level in wanted.items() if have[skill] < 0}
        spoken = asked.items[0].code
        shown = short or unknown
        params: dict[str, Any] = {
            "spoken": spoken,
            "task": next((item.task for item in asked.items if item.task), ""),
            "skills": tuple(shown),
            "wanted": tuple(CEFR_ORDER[level] for level in shown.values()),
        }
        field = "participant.languages"
        if short:
            change = {f"vacancy.requirements.{spoken}.{skill}": CEFR_ORDER[have[skill]] for skill in short}
            miss = BROKEN if asked.hard else NEGOTIABLE
            return Finding(self.code, miss, "language_short", field, WhoCanChange.EMPLOYER, params, change)
        if unknown:
            return Finding(self.code, UNKNOWN, "ask_language", field, WhoCanChange.CONSULTANT, params)
        return None


def _ranks(person: PersonFacts, language: str) -> list[int]:
    """Ranks of the person's four skills in a language, -1 unknown."""
    found = person.participant.language(language)
    levels = [found.level(skill) if found else None for skill in SKILLS]
    return [-1 if level is None else level.rank for level in levels]


class DoNotWant:
    """What the person has said they will not do is never suggested; where only the occupation hints at it, ask."""

    code = RuleCode.DO_NOT_WANT

    def key(self, person: PersonFacts) -> Hashable | None:
        """Lists differ from person to person, and words are looked up: checked on what is left."""
        return None

    def check(self, request: Request) -> Status:
        """The worst over the do-not-want list."""
        status = full(request, MET)
        for item in request.person.participant.do_not_want:
            status = np.minimum(status, _unwanted_status(item, request))
        return status

    def explain(self, pair: Pair) -> list[Finding]:
        """One finding per item of the list that the job has, usually has, or may have."""
        findings = []
        for item in pair.person.participant.do_not_want:
            status = _unwanted_pair(item, pair.opening)
            if status != MET:
                params = {"kind": item.kind, "value": _named(item)}
                code = {BROKEN: "not_wanted", LIKELY_NOT: "perhaps_not_wanted", UNKNOWN: "ask_not_wanted"}[status]
                who = WhoCanChange.PARTICIPANT if status == BROKEN else WhoCanChange.EMPLOYER
                findings.append(Finding(self.code, status, code, "participant.do_not_want", who, params))
        return findings


def _named(item: Unwanted) -> str:
    """The code, or the words, of a do-not-want as texts can show them."""
    if item.kind is WishKind.SETTING:
        return Setting(item.value)
    if item.kind is WishKind.COMPANY_SIZE:
        return SizeBand(item.value)
    is_group = item.kind is not WishKind.BRANCH and item.value in group_titles()
    return group_titles()[item.value] if is_group else item.value


def _digits(item: Unwanted) -> str:
    """The digits by which a branch (the first two) or an occupation is named, empty where words name it."""
    code = item.value[:2] if item.kind is WishKind.BRANCH else item.value
    return code if code.isascii() and code.isdigit() and len(code) <= DIGITS else ""


def _unwanted_status(item: Unwanted, request: Request) -> Status:
    columns, digits = request.columns, _digits(item)
    if item.kind is WishKind.SETTING:
        bit = np.uint32(mask([Setting(item.value)], Setting))
        usual = either((columns.typical_settings & bit) != 0, LIKELY_NOT, MET)
        return np.where((columns.settings & bit) != 0, BROKEN, usual).astype(np.int8)
    if item.kind is WishKind.COMPANY_SIZE:
        return _same(columns.size, 1, str(list(SizeBand).index(SizeBand(item.value)) + 1))
    if digits:
        return (
            _same(columns.branch, 2, digits) if item.kind is WishKind.BRANCH else _same(columns.disco, DIGITS, digits)
        )
    words = _patterns(item.value)
    hits = np.array([_holds(words, text) for text in request.words or ("",) * len(request)], bool)
    return either(hits, BROKEN, MET)


def _same(codes: NDArray[Any], length: int, digits: str) -> Status:
    """Broken where codes of ``length`` digits begin with ``digits``, unknown where the code is (0)."""
    begins = codes // 10 ** (length - len(digits)) == int(digits)
    return np.where(codes == 0, UNKNOWN, either(begins, BROKEN, MET)).astype(np.int8)


def _unwanted_pair(item: Unwanted, opening: OpeningFacts) -> int:
    if item.kind is WishKind.SETTING:
        setting = Setting(item.value)
        usual = LIKELY_NOT if setting in opening.typical_settings else MET
        return BROKEN if setting in opening.settings else usual
    if item.kind is WishKind.COMPANY_SIZE:
        size = opening.employer.size_band
        return UNKNOWN if size is None else BROKEN if size == SizeBand(item.value) else MET
    if digits := _digits(item):
        code = opening.employer.branch if item.kind is WishKind.BRANCH else opening.disco
        return UNKNOWN if code is None else BROKEN if code.startswith(digits) else MET
    return BROKEN if _holds(_patterns(item.value), words_of(opening)) else MET


def words_of(opening: OpeningFacts) -> str:
    """The title and tasks of an opening in lower case: what a do-not-want task is looked for in."""
    tasks = (task.name for task in opening.vacancy.tasks if not task.detachable)
    return " ".join([opening.vacancy.title, *tasks]).casefold()


_ENDINGS = re.compile(r"(erne|ene|ing|er|en|et|e)$")
_FILLERS = frozenset(
    ["arbejde", "arbejdet", "arbejder", "ikke", "ingen", "intet", "noget", "gerne", "eller", "ville", "work", "with"]
)
"""Words of a do-not-want that say nothing of the task."""


@lru_cache(maxsize=1024)
def _patterns(text: str) -> tuple[re.Pattern[str], ...]:
    """The content words of a do-not-want, without Danish endings; words of three letters where there are no longer.

    A long word is found inside compounds too ("rengøring" in "rengøringsassistent"), a short one only by itself.
    """
    words = [word for word in re.findall(r"[^\W\d_]+", text.casefold()) if word not in _FILLERS]
    long = [_ENDINGS.sub("", word) if len(word) > 5 else word for word in words if len(word) > 3]
    return tuple(re.compile(word) for word in long) or tuple(
        re.compile(rf"\b{word}\b") for word in words if len(word) == 3
    )


def _holds(patterns: Iterable[re.Pattern[str]], text: str) -> bool:
    """Every pattern occurs in the text (no patterns: no hit)."""
    patterns = tuple(patterns)
    return bool(patterns) and all(pattern.search(text) for pattern in patterns)
