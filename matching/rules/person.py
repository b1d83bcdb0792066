"""Rules about what the job asks of the person: licences, Danish, body and mind; and what the person will not do."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from features.columns import AMOUNTS, LANGUAGES, SKILLS, Columns, mask
from features.facts import OpeningFacts, PersonFacts, adapted, collides, is_hard, skill_levels
from features.profiles import DoNotWant as Unwanted
from features.profiles import FunctionalNeed, Requirement
from features.vocabulary import (
    CEFR_ORDER,
    HARD_NECESSITY,
    REMOVED_BY,
    TASK_NEEDS,
    TIME_NEEDS,
    Adaptation,
    Credential,
    LanguageSkill,
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
    amount_text,
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
        for groups, miss in ((columns.credentials_hard, BROKEN), (columns.credentials_task, NEGOTIABLE)):
            asked = groups != 0
            unmet: NDArray[np.bool_] = asked & ((groups & np.uint64(held)) == 0)
            known: NDArray[np.bool_] = unmet & ((groups & ~np.uint64(missing)) == 0)
            status[unmet.any(axis=1)] = np.minimum(status[unmet.any(axis=1)], UNKNOWN)
            status[known.any(axis=1)] = np.minimum(status[known.any(axis=1)], miss)
        return status

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
        """The worst over the languages asked, or the best where one of several will do."""
        columns = request.columns
        each = np.stack([self._one(request, number) for number in range(len(LANGUAGES))], axis=1)
        asked = np.any(columns.language >= 0, axis=2)
        worst = np.where(asked, each, MET).min(axis=1)
        best = np.where(asked, each, BROKEN).max(axis=1)
        return np.asarray(np.where(columns.language_choice & asked.any(axis=1), best, worst), np.int8)

    def _one(self, request: Request, number: int) -> Status:
        columns = request.columns
        wanted = columns.language[:, number, :]
        have = np.array(_ranks(request.person, LANGUAGES[number]), np.int8)
        miss = np.where(columns.language_hard[:, number], BROKEN, NEGOTIABLE)
        unknown = ((wanted >= 0) & (have < 0)).any(axis=1)
        short = ((wanted > have) & (have >= 0)).any(axis=1)
        return np.where(short, miss, np.where(unknown, UNKNOWN, MET)).astype(np.int8)

    def explain(self, pair: Pair) -> list[Finding]:
        """The skills that are short or unknown, for each language that is asked for."""
        by_language: dict[str, list[Requirement]] = {}
        groups = pair.opening.languages()
        for item in (item for group in groups for item in group):
            known = item.code if item.code in LANGUAGES else "other"
            by_language.setdefault(known, []).append(item)
        findings = [self._finding(pair, language, items) for language, items in by_language.items()]
        if any(len(group) > 1 for group in groups):
            best = max((MET if finding is None else finding.status for finding in findings), default=MET)
            return [finding for finding in findings if finding and finding.status == best][:1] if best < MET else []
        return [finding for finding in findings if finding is not None]

    def _finding(self, pair: Pair, language: str, items: list[Requirement]) -> Finding | None:
        wanted: dict[LanguageSkill, int] = {}
        for item in items:
            for skill, level in skill_levels(item).items():
                wanted[skill] = max(level, wanted.get(skill, level))
        have = dict(zip(SKILLS, _ranks(pair.person, language), strict=True))
        short = {skill: level for skill, level in wanted.items() if 0 <= have[skill] < level}
        unknown = [skill for skill in wanted if have[skill] < 0]
        task = next((item.task for item in items if item.task), None)
        name = language if language != "other" else items[0].code
        params: dict[str, Any] = {"spoken": name, "task": task or ""}
        field = "participant.languages"
        if short:
            miss = BROKEN if any(is_hard(item) for item in items) else NEGOTIABLE
            change = {f"vacancy.requirements.{skill}": have[skill] for skill in short}
            params |= {"skills": tuple(short), "wanted": tuple(CEFR_ORDER[level] for level in short.values())}
            return Finding(self.code, miss, "language_short", field, WhoCanChange.EMPLOYER, params, change)
        if unknown:
            params |= {"skills": tuple(unknown), "wanted": tuple(CEFR_ORDER[wanted[skill]] for skill in unknown)}
            return Finding(self.code, UNKNOWN, "ask_language", field, WhoCanChange.CONSULTANT, params)
        return None


def _ranks(person: PersonFacts, language: str) -> list[int]:
    """Ranks of the person's four skills in a language, -1 unknown."""
    found = person.participant.language(language)
    levels = [found.level(skill) if found else None for skill in SKILLS]
    return [-1 if level is None else level.rank for level in levels]


class Needs:
    """Functional need × demand × adaptation, for needs that are not about time."""

    code = RuleCode.NEEDS

    def key(self, person: PersonFacts) -> Hashable | None:
        """The needs that are not about time."""
        return tuple(need for need in person.needs if need.code not in TIME_NEEDS)

    def check(self, request: Request) -> Status:
        """The worst over the person's needs."""
        status = full(request, MET)
        for need in (need for need in request.person.needs if need.code not in TIME_NEEDS):
            status = np.minimum(status, _need_status(need, request.columns))
        return status

    def explain(self, pair: Pair) -> list[Finding]:
        """One finding per need that collides, probably collides, or is not known."""
        needs = (need for need in pair.person.needs if need.code not in TIME_NEEDS)
        return [finding for finding in (_need_finding(need, pair.opening) for need in needs) if finding]


def _collisions(need: FunctionalNeed, level: np.ndarray, amount: np.ndarray | None) -> np.ndarray:
    """``facts.collides`` over columns: by amount where both are known, else by level."""
    by_level = (level >= 0) & (level + need.level > 4)
    if need.limit is None or amount is None:
        return by_level
    return np.where(np.isnan(amount), by_level, amount > need.limit)


def _need_status(need: FunctionalNeed, columns: Columns) -> Status:
    number = TASK_NEEDS.index(need.code)
    amounts = AMOUNTS.index(need.code) if need.code in AMOUNTS else None
    stated, typical = columns.demand[:, number], columns.typical[:, number]
    said = stated >= 0
    hit = _collisions(need, stated, None if amounts is None else columns.amount[:, amounts])
    usual = _collisions(need, typical, None if amounts is None else columns.typical_amount[:, amounts])
    status = either(hit, BROKEN if need.hard else NEGOTIABLE, MET)
    status[~said] = either(usual[~said], LIKELY_NOT, UNKNOWN)
    helps = frozenset(REMOVED_BY.get(need.code, ())) & (frozenset(need.adaptations) or frozenset(Adaptation))
    status[(columns.support & np.uint32(mask(helps, Adaptation))) != 0] = MET
    return status


def _need_finding(need: FunctionalNeed, opening: OpeningFacts) -> Finding | None:
    """The finding for one need, or None when it is met or an adaptation at the site removes it."""
    if adapted(need, opening.support):
        return None
    stated, typical = opening.demands.get(need.code), opening.typical.get(need.code)
    offers = tuple(sorted(frozenset(REMOVED_BY.get(need.code, ())) & (frozenset(need.adaptations) or set(Adaptation))))
    limit = amount_text(need.code, need.limit)
    params = {"need": need.code, "limit": limit, "level": need.level, "adaptations": offers}
    field, who = f"vacancy.demands.{need.code}", WhoCanChange.EMPLOYER
    if stated is None:
        usual = typical is not None and collides(need, typical)
        params |= {"amount": amount_text(need.code, typical.value) if typical and usual else ""}
        code = "usually_demands" if usual else "ask_demand_limit" if limit else "ask_demand"
        return Finding(RuleCode.NEEDS, LIKELY_NOT if usual else UNKNOWN, code, field, who, params)
    if not collides(need, stated):
        return None
    change = {"employer.site_support": offers[0]} if offers else {field: 4 - need.level}
    amount = amount_text(need.code, stated.value)
    code = "demand_above_limit" if amount and limit else "demand_collides"
    miss = BROKEN if need.hard else NEGOTIABLE
    return Finding(RuleCode.NEEDS, miss, code, field, who, {**params, "amount": amount}, change)


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
        """One finding per item of the list that the job has, or usually has."""
        findings = []
        for item in pair.person.participant.do_not_want:
            status = _unwanted_pair(item, pair.opening)
            if status != MET:
                value = Setting(item.value) if item.kind is WishKind.SETTING else item.value
                params = {"kind": item.kind, "value": value}
                code = "not_wanted" if status == BROKEN else "perhaps_not_wanted"
                field = "participant.do_not_want"
                findings.append(Finding(self.code, status, code, field, WhoCanChange.PARTICIPANT, params))
        return findings


def _unwanted_status(item: Unwanted, request: Request) -> Status:
    columns = request.columns
    if item.kind is WishKind.SETTING:
        bit = np.uint32(mask([Setting(item.value)], Setting))
        usual = either((columns.typical_settings & bit) != 0, LIKELY_NOT, MET)
        return np.where((columns.settings & bit) != 0, BROKEN, usual).astype(np.int8)
    if item.kind is WishKind.COMPANY_SIZE:
        return either(columns.size == list(SizeBand).index(SizeBand(item.value)) + 1, BROKEN, MET)
    if item.kind is WishKind.BRANCH:
        return (
            either(columns.branch == int(item.value[:2]), BROKEN, MET) if item.value.isdigit() else full(request, MET)
        )
    if item.value.isdigit():
        group = columns.disco // 10 ** (4 - len(item.value))
        return either((columns.disco > 0) & (group == int(item.value)), BROKEN, MET)
    words = _stems(item.value)
    hits = np.array([_holds(words, text) for text in request.words or ("",) * len(request)], bool)
    return either(hits, BROKEN, MET)


def _unwanted_pair(item: Unwanted, opening: OpeningFacts) -> int:
    if item.kind is WishKind.SETTING:
        setting = Setting(item.value)
        usual = LIKELY_NOT if setting in opening.typical_settings else MET
        return BROKEN if setting in opening.settings else usual
    if item.kind is WishKind.COMPANY_SIZE:
        return BROKEN if opening.employer.size_band == SizeBand(item.value) else MET
    if item.kind is WishKind.BRANCH:
        return BROKEN if (opening.employer.branch or "").startswith(item.value[:2]) and item.value.isdigit() else MET
    if item.value.isdigit():
        return BROKEN if (opening.disco or "").startswith(item.value) else MET
    return BROKEN if _holds(_stems(item.value), words_of(opening)) else MET


def words_of(opening: OpeningFacts) -> str:
    """The title and tasks of an opening in lower case: what a do-not-want task is looked for in."""
    tasks = (task.name for task in opening.vacancy.tasks if not task.detachable)
    return " ".join([opening.vacancy.title, *tasks]).casefold()


_ENDINGS = re.compile(r"(erne|ene|ing|er|en|et|e)$")


def _stems(text: str) -> tuple[str, ...]:
    """The content words of a do-not-want task without Danish endings; words of three letters or fewer are left out."""
    words = re.findall(r"[a-zæøåé]{4,}", text.casefold())
    return tuple(_ENDINGS.sub("", word) if len(word) > 5 else word for word in words)


def _holds(stems: Iterable[str], text: str) -> bool:
    """All stems occur in the text (no stems: no hit)."""
    stems = tuple(stems)
    return bool(stems) and all(stem in text for stem in stems)
