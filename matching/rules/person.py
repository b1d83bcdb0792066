"""Rules about what the job asks of the person: licences and certificates, Danish and other languages."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from features.columns import LANGUAGES, SKILLS, Asked, languages_asked, mask
from features.facts import PersonFacts
from features.vocabulary import (
    CEFR_ORDER,
    HARD_NECESSITY,
    Credential,
    Necessity,
    RuleCode,
    WhoCanChange,
    with_implied,
)
from matching.rules.base import (
    BROKEN,
    MET,
    NEGOTIABLE,
    UNKNOWN,
    Finding,
    Pair,
    Request,
    Status,
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
            if known and (tasks := pair.opening.falls_with(group)):
                findings.append(_without_licence(tuple(codes), tasks))
                continue
            field, who = "participant.credentials", WhoCanChange.PARTICIPANT
            code = "credential_missing" if known else "ask_credential"
            change = {field: codes[0]}
            status = miss if known else UNKNOWN
            findings.append(Finding(self.code, status, code, field, who, {"credentials": tuple(codes)}, change))
        return findings


def _without_licence(codes: tuple[Credential, ...], tasks: tuple[str, ...]) -> Finding:
    """What only tasks that can be left out ask for falls with them: the employer's to give."""
    params, change = {"credentials": codes, "tasks": tasks}, {"vacancy.tasks.left_out": tasks}
    code, who = "credential_task_to_leave_out", WhoCanChange.EMPLOYER
    return Finding(RuleCode.LICENCES, NEGOTIABLE, code, "vacancy.tasks", who, params, change)


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
        if short and not asked.hard and not asked.group and (tasks := pair.opening.falls_with(asked.items)):
            left_out, who = {"vacancy.tasks.left_out": tasks}, WhoCanChange.EMPLOYER
            told = params | {"tasks": tasks}
            return Finding(self.code, NEGOTIABLE, "language_task_to_leave_out", "vacancy.tasks", who, told, left_out)
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
